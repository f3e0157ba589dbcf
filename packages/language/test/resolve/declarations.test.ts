import { compile, compileText, printRewrite, type ExpressionSpan } from "@relata/language";
import { operands, type Rewrite } from "@relata/model";
import { expect, test } from "vitest";

const TEXT = `model 1
type user
type doc {
  relation owner: user
  relation editor: user = this + owner
  permission read = ((owner & editor) - editor) when low
}
policy low = json { "==": [{ "var": "action" }, "read"] }
`;

test("relations, permissions and policies are declared where their names stand", () => {
  const { declarations } = compileText(TEXT);
  expect(declarations().map(({ kind, name, span }) => [kind, name, span.path, span.line, span.column])).toEqual([
    ["relation", "owner", "model.relata", 4, 12],
    ["relation", "editor", "model.relata", 5, 12],
    ["permission", "read", "model.relata", 6, 14],
    ["policy", "low", "model.relata", 8, 8],
  ]);
});

test("each operand of a rewrite has the place of what it was made of", () => {
  const { declarations, model } = compileText(TEXT);
  const declared = declarations().find(({ name }) => name === "read");
  const rewrite = model?.types.find(({ name }) => name === "doc")?.permissions[0]?.rewrite;
  const expression = declared?.kind === "permission" ? declared.expression : undefined;
  expect(rewrite && expression && pairs(rewrite, expression)).toEqual([
    ["(owner & editor) - editor when low", "((owner & editor) - editor) when low"],
    ["(owner & editor) - editor", "(owner & editor) - editor"],
    ["owner & editor", "owner & editor"],
    ["owner", "owner"],
    ["editor", "editor"],
    ["editor", "editor"],
  ]);
});

/** Each rewrite as it is printed, beside the text at its place, without the parentheses around it. */
function pairs(rewrite: Rewrite, { span, of }: ExpressionSpan): readonly (readonly [string, string])[] {
  const text = TEXT.slice(span.start, span.end);
  const below = operands(rewrite).flatMap((operand, i) => pairs(operand, of[i] as ExpressionSpan));
  return [[printRewrite(rewrite), text.replace(/^\((.*)\)$/, "$1")], ...below];
}

test("a model with errors declares nothing, and one of several files each in its own", () => {
  expect(compileText(TEXT.replace("owner &", "ownr &")).declarations()).toEqual([]);
  const { declarations } = compile([
    { path: "a.relata", text: "model 1\ntype user" },
    { path: "b.relata", text: "model 1\ntype doc { relation owner: user }" },
  ]);
  expect(declarations().map(({ span }) => span.path)).toEqual(["b.relata"]);
});
