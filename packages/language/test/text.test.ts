import { describe, expect, it } from "vitest";

import { compileText } from "@relata/language";
import { mistakesIn, modelOf, permissionOf, policyOf, relationOf, saidOf, typeOf } from "./compiled.ts";

describe("the header", () => {
  it("is the whole of the smallest model", () => {
    expect(compileText("model 1").model).toEqual({ version: 1, types: [], policies: [], context: [] });
  });

  it("may stand behind comments and a byte order mark", () => {
    expect(compileText("\u{FEFF}// authz\n\nmodel 1\ntype user").diagnostics).toEqual([]);
  });

  it.each(["", "// nothing\n", "type user", "modle 1\ntype user"])("is missed in %j", (text) => {
    expect(compileText(text).diagnostics.map((each) => each.code)).toContain("missing_header");
  });

  it("that is missing hides no other mistake", () => {
    const { diagnostics } = compileText("type t { relation r: usr }");
    expect(diagnostics.map((each) => each.code)).toEqual(["missing_header", "unknown_type"]);
  });

  it("has a version that is known", () => {
    expect(compileText("model 2").diagnostics.map((each) => each.code)).toEqual(["unsupported_version"]);
    expect(compileText("model 1.0").diagnostics.map((each) => each.code)).toEqual(["unsupported_version"]);
    expect(compileText("model\ntype user").diagnostics.map((each) => each.code)).toEqual(["unexpected_token"]);
  });

  it("stands once, and first", () => {
    expect(mistakesIn("type user model 1 type group")).toEqual(["misplaced_header «model»"]);
  });
});

describe("white space and comments", () => {
  it("have no meaning: a model may stand on one line", () => {
    const spread = modelOf("type user\n\ntype t {\n  relation r:\n    user\n    | t\n  permission p\n  = r\n}\n");
    expect(modelOf("type user type t{relation r:user|t permission p=r}")).toEqual(spread);
  });

  it("may be tabs and carriage returns", () => {
    expect(modelOf("type user\r\n\ttype t {\r\n\t}\r\n").types.map((type) => type.name)).toEqual(["t", "user"]);
  });

  it("may stand between any two tokens", () => {
    const model = modelOf("type user // a\ntype t { // b\n relation r // c\n : user // d\n } // e");
    expect(relationOf(model, "t", "r").subjects).toEqual([{ type: "user" }]);
  });

  it("do not reach into strings", () => {
    const model = modelOf('type t { attribute x: "//" | "/// y" }');
    expect(typeOf(model, "t").attributes[0]?.type).toEqual({ kind: "enum", values: ["//", "/// y"] });
  });

  it("in other styles are refused with the style to use", () => {
    expect(mistakesIn("/* all\n of it */ type user")).toEqual(["unexpected_character «/* all\n of it */»"]);
    expect(saidOf("/* type user")[0]).toBe("unexpected `/*` | comments begin with `//` on each line");
  });
});

describe("doc comments", () => {
  it("belong to the next declaration, whatever it is", () => {
    const model = modelOf(`
      /// people
      type user
      /// where a request comes from
      context region: string
      /// bills
      type invoice {
        /// in cents
        attribute amount: int
        /// never from a request
        trusted attribute tier: string
        /// who pays
        relation payer: user
        /// who may look
        permission read = payer
      }
      /// always
      policy yes = json true
    `);
    const invoice = typeOf(model, "invoice");
    expect(typeOf(model, "user").doc).toBe("people");
    expect(model.context[0]?.doc).toBe("where a request comes from");
    expect(invoice.doc).toBe("bills");
    expect(invoice.attributes.map((each) => each.doc)).toEqual(["in cents", "never from a request"]);
    expect(relationOf(model, "invoice", "payer").doc).toBe("who pays");
    expect(permissionOf(model, "invoice", "read").doc).toBe("who may look");
    expect(policyOf(model, "yes").doc).toBe("always");
  });

  it("of several lines are joined by newlines", () => {
    expect(modelOf("/// one\n///\n///  two\n// not this\n/// three\r\ntype user").types[0]?.doc).toBe(
      "one\n\n two\nthree",
    );
  });

  it("are absent where there are none, or only ordinary comments", () => {
    expect(modelOf("// plain\n//// a line of slashes\ntype user").types).toEqual([
      { name: "user", attributes: [], relations: [], permissions: [] },
    ]);
  });

  it("do not leak to the declaration after the next", () => {
    const model = modelOf("/// a\ntype a type b");
    expect(model.types.map((type) => type.doc)).toEqual(["a", undefined]);
  });
});

describe("characters that mean nothing", () => {
  it("are one mistake for each run, and are read over", () => {
    expect(mistakesIn("type user; type t { relation r: user ;;;~ permission p = r }")).toEqual([
      "unexpected_character «;»",
      "unexpected_character «;;;~»",
    ]);
  });

  it.each([
    ["\u{a0}", "unexpected character U+00A0"],
    ["\u{200b}", "unexpected character U+200B"],
    ["\u{1b}[2J", "unexpected character U+001B"],
    ["é", "unexpected `é`"],
    ["💥", "unexpected `💥`"],
  ])("%j is named so that it can be seen", (text, message) => {
    expect(saidOf(`type user ${text} type group`)[0]?.split(" | ")[0]).toBe(message);
  });

  it("may be all there is", () => {
    expect(compileText("@@@@ ~~~~ $$$$").diagnostics.map((each) => each.code)).toEqual([
      "unexpected_character",
      "missing_header",
      "unexpected_character",
      "unexpected_character",
    ]);
  });
});

describe("strings", () => {
  it("are those of JSON", () => {
    const model = modelOf(String.raw`type t { attribute x: "a\"b" | "\u00e9\n" | "" }`);
    expect(typeOf(model, "t").attributes[0]?.type).toEqual({ kind: "enum", values: ['a"b', "é\n", ""] });
  });

  it.each([
    ['"a', "unterminated_string"],
    ['"a\\', "unterminated_string"],
    ['"a\\"', "unterminated_string"],
    ['"a\n"', "unterminated_string"],
    [String.raw`"\q"`, "invalid_string"],
    ['"a\tb"', "invalid_string"],
    ["'a'", "invalid_string"],
    ["'a", "invalid_string"],
  ])("%j is not one", (text, code) => {
    const codes = mistakesIn(`type t { attribute x: ${text}`).map((each) => each.split(" ")[0]);
    expect(codes[0]).toBe(code);
  });

  it("in apostrophes are read all the same", () => {
    expect(mistakesIn("type t { attribute x: 'draft' | \"paid\" }")).toEqual(["invalid_string «'draft'»"]);
  });
});
