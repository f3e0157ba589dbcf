import { compileText } from "@relata/language";
import { describe, expect, test } from "vitest";

import {
  NO_COMMENTS,
  type DraftExpression,
  type DraftFile,
  type DraftMember,
  type DraftType,
} from "../src/draft/draft.ts";
import { printDrafts } from "../src/draft/print-draft.ts";
import type { Origin } from "../src/origin.ts";

const SOURCE = { path: "source.txt", text: "type doc\n  define viewer: reader\n  define reader: usr\n" };

/** The first place of a word in the source. */
function at(word: string): Origin {
  const start = SOURCE.text.indexOf(word);
  return { source: SOURCE, start, end: start + word.length };
}

function name(text: string): DraftExpression {
  return { kind: "name", name: text, origin: at("reader") };
}

function permission(called: string, rewrite: DraftExpression): DraftMember {
  return { kind: "permission", name: { text: called, origin: at("viewer") }, rewrite, comments: NO_COMMENTS };
}

function relation(called: string, type = "user"): DraftMember {
  return {
    kind: "relation",
    name: { text: called, origin: at("reader") },
    subjects: [{ type, origin: at("usr") }],
    comments: NO_COMMENTS,
  };
}

function type(text: string, members: readonly DraftMember[]): DraftType {
  return { kind: "type", name: { text, origin: at("doc") }, members, comments: NO_COMMENTS };
}

function file(members: readonly DraftMember[], more: Partial<DraftFile> = {}): DraftFile {
  const declarations = [type("user", []), type("doc", members)];
  return { path: "model.relata", imports: [], head: [], foot: [], declarations, ...more };
}

function printed(draft: DraftFile): string {
  const { printed: result, refusals } = printDrafts([draft], at("type"));
  if (result === undefined) throw new Error(JSON.stringify(refusals));
  return result.files[0]?.text ?? "";
}

describe("a draft becomes the file that a person would have written", () => {
  test("with parentheses where operators are mixed, and none in runs of one", () => {
    const origin = at("doc");
    const union: DraftExpression = {
      kind: "union",
      of: [name("a"), { kind: "union", of: [name("b"), name("c")], origin }],
      origin,
    };
    const both: DraftExpression = { kind: "intersection", of: [union, name("b")], origin };
    const text = printed(
      file([
        relation("a"),
        relation("b"),
        relation("c"),
        permission("p", { kind: "exclusion", from: both, less: name("c"), origin }),
      ]),
    );
    expect(text).toContain("permission p = ((a + b + c) & b) - c\n");
  });

  test("with backticks around names that need them", () => {
    const text = printed(file([relation("with"), relation("can-read"), permission("type", name("can-read"))]));
    expect(text).toContain("relation `with`:     user\n");
    expect(text).toContain("permission `type` = `can-read`\n");
  });

  test("with comments above, behind, between and at the ends", () => {
    const comments = {
      before: [
        { text: "plain", doc: false },
        { text: "doc", doc: true },
      ],
      behind: "behind",
    };
    const text = printed(
      file([{ ...relation("a"), comments }, relation("b")], {
        head: [{ text: "head", doc: false }],
        foot: [{ text: "foot", doc: false }],
      }),
    );
    expect(text).toMatch(/^model 1\n\n\/\/ head\n\ntype user\n/);
    expect(text).toContain("  // plain\n  /// doc\n  relation a: user  // behind\n  relation b: user\n");
    expect(text).toMatch(/\n\/\/ foot\n$/);
  });

  test("whose model is what its text compiles to", () => {
    const draft = file([relation("a"), permission("p", name("a"))]);
    const { printed: result } = printDrafts([draft], at("type"));
    expect(compileText(result?.files[0]?.text ?? "").model).toEqual(result?.model);
  });
});

describe("what the compiler refuses is told of the source", () => {
  test("at the part that is wrong, all of it at once", () => {
    const { printed: result, refusals } = printDrafts(
      [file([relation("a", "usr"), permission("p", name("b"))])],
      at("type"),
    );
    expect(result).toBeUndefined();
    expect(refusals.map(({ code, span }) => [code, span.path, span.line, span.column, span.end - span.start])).toEqual([
      ["unknown_type", "source.txt", 3, 18, 3],
      ["unknown_relation", "source.txt", 2, 18, 6],
    ]);
  });
});
