import { compile, compileText, format } from "@relata/language";
import { describe, expect, it } from "vitest";

import { saidOf, warnedOf } from "./warned.ts";

/** A permission over several lines, of which the last but one may end in a comment. */
function several(comment: string): string {
  return `type a { permission q = self } type b { permission r = self }
    type t {
      relation of: a | b
      permission p = self +${comment}
        of->q
    }`;
}

describe("a warning is silenced", () => {
  it("by its code on the line above", () => {
    expect(warnedOf("// relata-ignore unread_context\ncontext x: number")).toEqual([]);
    expect(warnedOf("  //relata-ignore   unread_context\n  context x: number")).toEqual([]);
  });

  it("by its code at the end of its line", () => {
    expect(warnedOf("context x: number // relata-ignore unread_context")).toEqual([]);
  });

  it("with others, by several codes, in one comment or in several", () => {
    const lines = "type t { relation owner: t:* permission p = nil } context x: number";
    const codes = ["sensitive_wildcard", "nobody_holds", "unread_relation", "unread_context"];
    expect(
      warnedOf(lines)
        .map((each) => each.replace(/ .*/, ""))
        .toSorted(),
    ).toEqual(codes.toSorted());
    expect(warnedOf(`// relata-ignore ${codes.join(" ")}\n${lines}`)).toEqual([]);
    expect(warnedOf(`// relata-ignore ${codes.join(", ")}\n${lines}`)).toEqual([]);
    expect(warnedOf(`${codes.map((code) => `// relata-ignore ${code}\n`).join("")}${lines}`)).toEqual([]);
  });

  it("with the reason behind two dashes", () => {
    expect(warnedOf("// relata-ignore unread_context -- the portal sends it already\ncontext x: number")).toEqual([]);
  });

  it("over a doc comment, blank lines and carriage returns", () => {
    expect(warnedOf("// relata-ignore unread_context\n\n/// What it is.\ncontext x: number")).toEqual([]);
    expect(warnedOf("// relata-ignore unread_context\r\ncontext x: number\r\n")).toEqual([]);
  });

  it("on its own line of a declaration that has several", () => {
    expect(warnedOf(several(""))).toEqual(["partial_arrow «q»"]);
    expect(warnedOf(several("\n          // relata-ignore partial_arrow"))).toEqual([]);
  });

  it("anywhere in the declaration or member that a comment stands before or behind", () => {
    const before = several("").replace("permission p", "// relata-ignore partial_arrow\n permission p");
    expect(warnedOf(before)).toEqual([]);
    expect(warnedOf(several("").replace("of->q", "of->q // relata-ignore partial_arrow"))).toEqual([]);
    const policy = 'policy p =\n json {\n "==": [1, 1]\n }';
    expect(warnedOf(`// relata-ignore unused_policy\n${policy}`)).toEqual([]);
    expect(warnedOf(`${policy} // relata-ignore unused_policy`)).toEqual([]);
    expect(warnedOf("// relata-ignore unread_attribute\ntype t {\n attribute x: number\n}")).toHaveLength(2);
    expect(warnedOf("type t {\n attribute x: number\n} // relata-ignore unread_attribute")).toHaveLength(2);
    expect(warnedOf("type t { // relata-ignore unread_attribute\n attribute x: number\n}")).toHaveLength(2);
  });

  it("though a formatter breaks its line", () => {
    const long = several("").replace(/self \+\s+of->q/, `${"self + ".repeat(30)}of->q`);
    const texts = [
      `model 1\n${long.replace("permission p", "// relata-ignore partial_arrow\npermission p")}`,
      `model 1\n${long.replace("of->q", "of->q // relata-ignore partial_arrow")}`,
    ];
    for (const text of texts) {
      const formatted = format({ path: "a.relata", text });
      const laidOut = "text" in formatted ? formatted.text : "";
      expect(laidOut.split("\n").length).toBeGreaterThan(20);
      expect(compileText(laidOut, "a.relata", { lint: true }).diagnostics).toEqual([]);
    }
  });

  it("of the older kind too, and where nothing else is linted", () => {
    const text = `model 1\ntype t {
      relation m: t:*
      // relata-ignore wildcard_through_subject_set
      relation r: t#m
    }`;
    expect(compileText(text).diagnostics).toEqual([]);
  });

  it("before only a hundred are shown", () => {
    const silenced = "context x: number // relata-ignore unread_context\n";
    const lines = Array.from({ length: 200 }, (_, i) => silenced.replace(" x", ` x${i}`)).join("");
    expect(warnedOf(`${lines}context lost: number`)).toEqual(["unread_context «lost»"]);
  });
});

describe("a warning is not silenced", () => {
  it.each([
    ["two lines above", "// relata-ignore unread_context\ntype t\ncontext x: number"],
    ["at the end of the line above", "type t // relata-ignore unread_context\ncontext x: number"],
    ["on the line below", "context x: number\n// relata-ignore unread_context"],
    ["by another code", "// relata-ignore unused_policy\ncontext x: number"],
  ])("%s", (_, body) => {
    expect(
      warnedOf(body)
        .map((each) => each.replace(/ .*/, ""))
        .toSorted(),
    ).toEqual(["unread_context", "unused_ignore"]);
  });

  it("by a doc comment, or by a word that goes on", () => {
    expect(warnedOf("/// relata-ignore unread_context\ncontext x: number")).toEqual(["unread_context «x»"]);
    expect(warnedOf("// relata-ignored unread_context\ncontext x: number")).toEqual(["unread_context «x»"]);
    expect(warnedOf("// see relata-ignore unread_context\ncontext x: number")).toEqual(["unread_context «x»"]);
  });

  it("in another file", () => {
    const files = [
      { path: "a.relata", text: "model 1 context x: number" },
      { path: "b.relata", text: "model 1 // relata-ignore unread_context" },
    ];
    const { diagnostics } = compile(files, { lint: true });
    expect(diagnostics.map(({ code }) => code)).toEqual(["unread_context", "unused_ignore"]);
  });
});

describe("an ignore is warned of", () => {
  it("where it silences nothing, by each code", () => {
    expect(warnedOf("// relata-ignore unread_context unused_policy\ncontext x: number")).toEqual([
      "unused_ignore «unused_policy»",
    ]);
    expect(saidOf("// relata-ignore unused_policy\ntype t")).toEqual([
      "there is no warning `unused_policy` to silence here | remove it, or move it to the line above what it is for",
    ]);
  });

  it("where it says one thing twice", () => {
    expect(warnedOf("// relata-ignore unread_context unread_context\ncontext x: number")).toHaveLength(1);
  });

  it("where it names no warning that there is", () => {
    expect(saidOf("// relata-ignore unread_contxt\ntype t")).toEqual([
      "there is no warning `unread_contxt` | did you mean `unread_context`?",
    ]);
    expect(saidOf("// relata-ignore\ntype t")).toEqual([
      "this ignore names no warning | name the warnings: `// relata-ignore unread_relation`",
    ]);
  });

  it("where it names an error, or itself", () => {
    expect(saidOf("// relata-ignore unknown_type\ntype t")).toEqual([
      "`unknown_type` is an error, and errors cannot be silenced | mend it",
    ]);
    expect(saidOf("// relata-ignore unused_ignore\ntype t")).toEqual([
      "`unused_ignore` cannot be silenced | mend what it points at",
    ]);
  });
});

it("errors are never silenced, and leave ignores unjudged", () => {
  const text = "model 1\n// relata-ignore unknown_type unread_context\ntype t { relation r: u }";
  const { model, diagnostics } = compileText(text, "model.relata", { lint: true });
  expect({ model, codes: diagnostics.map(({ code }) => code) }).toEqual({ model: undefined, codes: ["unknown_type"] });
});
