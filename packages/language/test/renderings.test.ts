import { compileText, formatDiagnostic } from "@relata/language";
import { describe, expect, it } from "vitest";

/** Every diagnostic of a text, as a terminal would show them. */
function rendered(text: string, path = "authz.relata"): string {
  return compileText(text, path)
    .diagnostics.map((each) => formatDiagnostic(each, text))
    .join("\n\n");
}

describe("a diagnostic as text", () => {
  it("shows the line, the place and the hint", () => {
    const text = `model 1

type user
type folder {
  relation viewer: user
  permission view = vewer + viewer
}
`;
    expect(rendered(text)).toBe(
      `
authz.relata:6:21: error unknown_relation: type \`folder\` has no relation or permission \`vewer\`
    permission view = vewer + viewer
                      ^^^^^
hint: did you mean \`viewer\`?
`.trim(),
    );
  });

  it("stays on its lines, whatever a name of JSON holds", () => {
    const text = 'model 1\npolicy p(region: string) = json { "==": [{ "var": "regio\\n" }, { "var": "region" }] }\n';
    const shown = rendered(text);
    expect(shown.split("\n")).toHaveLength(4);
    expect(shown).toContain("regio\u{FFFD}");
  });

  it("prints the readings of an expression without parentheses", () => {
    const text = "model 1\ntype user\ntype t {\n  relation a: user\n  permission p = a + a - a\n}\n";
    expect(rendered(text)).toBe(
      `
authz.relata:5:18: error mixed_operators: operators are mixed without parentheses: write \`(a + a) - a\` or \`a + (a - a)\`
    permission p = a + a - a
                   ^^^^^^^^^
hint: put in parentheses what comes first
`.trim(),
    );
  });

  it("says that a warning is one", () => {
    const text =
      "model 1\ntype user\ntype group { relation member: user | user:* }\ntype t { relation v: group#member }\n";
    expect(rendered(text)).toBe(
      `
authz.relata:4:22: warning wildcard_through_subject_set: \`user:*\` reaches \`t#v\` through \`group#member\`
  type t { relation v: group#member }
                       ^^^^^^^^^^^^
hint: if everybody may be meant, admit \`user:*\` here, and not in \`group#member\`
`.trim(),
    );
  });

  it("shows several mistakes in the order of the text", () => {
    const text = "model 1\ntype t {\n  relation r: usr\n  permission p = this\n}\npolicy p = json 1";
    expect(
      rendered(text, "b/c.relata")
        .split("\n\n")
        .map((each) => each.split("\n")[0]),
    ).toEqual([
      "b/c.relata:3:15: error unknown_type: unknown type `usr`",
      "b/c.relata:4:18: error this_in_permission: `this` names the tuples of a relation, and a permission has none",
      "b/c.relata:6:17: error policy_type: a policy is a boolean, and this one gives a number",
    ]);
  });

  it("points behind the last token where the file ends too early", () => {
    expect(rendered("model 1\ntype t {\n  relation r:\n\n\n").split("\n").slice(0, 4)).toEqual([
      "authz.relata:3:14: error unexpected_token: expected a type of subject, found the end of the file",
      "    relation r:",
      "               ^",
      "hint: a name is letters, digits and `_`, or nearly anything in backticks",
    ]);
  });

  it("points at the start of an empty file", () => {
    expect(rendered("").split("\n")).toEqual([
      "authz.relata:1:1: error missing_header: the file begins with the end of the file, not with `model 1`",
      "",
      "  ^",
      "hint: write `model 1` in its first line",
    ]);
    expect(rendered("\n\n").split("\n")[2]).toBe("  ^");
  });
});

/** The line that is shown for the first diagnostic, and the line of carets. */
function lines(text: string): string[] {
  return rendered(text).split("\n").slice(1, 3);
}

describe("the caret", () => {
  it("stands below its place behind tabs", () => {
    expect(lines("model 1\ntype t {\n\t\trelation\tr: usr\n}")).toEqual(["    relation r: usr", "                ^^^"]);
  });

  it("counts characters, not units or bytes", () => {
    expect(lines("model 1\ntype `é💥` type t { relation r: usr }")).toEqual([
      "  type `é💥` type t { relation r: usr }",
      "                                 ^^^",
    ]);
  });

  it("leaves the column in UTF-16 units, as editors count", () => {
    const { diagnostics } = compileText("model 1\ntype `💥` type t { relation r: usr }");
    expect(diagnostics[0]?.span).toEqual({
      path: "model.relata",
      start: 39,
      end: 42,
      line: 2,
      column: 32,
      endLine: 2,
      endColumn: 35,
    });
  });

  it("does not see carriage returns", () => {
    expect(lines("model 1\r\ntype t { relation r: usr\r\n}\r\n")).toEqual([
      "  type t { relation r: usr",
      "                       ^^^",
    ]);
  });

  it("underlines the first line of what goes on to others", () => {
    expect(lines("model 1\npolicy p = json [\n  1,\n  2\n]")).toEqual(["  policy p = json [", "                  ^"]);
  });
});

describe("a line that is too long", () => {
  it("is clipped behind the place", () => {
    const [line, caret] = rendered(`model 1\ntype t { relation r: usr // ${"x".repeat(500)}\n}`)
      .split("\n")
      .slice(1);
    expect(line).toHaveLength(102);
    expect(line?.endsWith("xxx…")).toBe(true);
    expect(caret).toBe("                       ^^^");
  });

  it("is clipped before the place", () => {
    const filler = " ".repeat(300);
    const [line = "", caret = ""] = rendered(`model 1\ntype t { ${filler}relation r: usr }`).split("\n").slice(1);
    expect(line.length).toBeLessThanOrEqual(102);
    expect(line.startsWith("  …")).toBe(true);
    expect(line.slice(caret.indexOf("^"))).toBe("usr }");
    expect(caret.trim()).toBe("^^^");
  });

  it("is clipped on both sides, with the caret still under its text", () => {
    const union = Array.from({ length: 200 }, () => "a").join(" + ");
    const text = `model 1\ntype t { relation a: t permission p = ${union} + zzz + ${union} }`;
    const [line = "", caret = ""] = rendered(text).split("\n").slice(1);
    expect(line.length).toBeLessThanOrEqual(102);
    expect(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe("zzz");
  });

  it("shows as many carets as fit, for a place that is longer", () => {
    const union = Array.from({ length: 200 }, () => "a").join(" + ");
    const text = `model 1\ntype t { relation a: t permission p = ${union} - a }`;
    const [line = "", caret = ""] = rendered(text).split("\n").slice(1);
    expect(line.length).toBeLessThanOrEqual(102);
    expect(caret.length).toBeLessThanOrEqual(102);
    expect(caret.trim()).toMatch(/^\^{40,}$/);
  });
});

describe("what a terminal could be tricked with", () => {
  it("is shown as a replacement character", () => {
    const text = "model 1\ntype user \u{1b}[31m\u{202e}";
    const shown = rendered(text);
    expect(shown).not.toContain("\u{1b}");
    expect(shown).not.toContain("\u{202e}");
    expect(shown).toContain("  type user \u{FFFD}[31m\u{FFFD}");
  });
});
