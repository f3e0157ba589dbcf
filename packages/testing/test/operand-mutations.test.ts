import { compileText, printRewrite } from "@relata/language";
import { describe, expect, test } from "vitest";
import { operandMutations } from "../src/coverage/operand-mutations.ts";

/** Each change of the expression, as "operand: change: expression". */
function changesOf(expression: string): readonly string[] {
  const { model } = compileText(`model 1
type user
type doc {
  relation a: user
  relation b: user
  relation c: user
  relation up: doc
  permission p = ${expression}
}
policy low = json { "==": [{ "var": "action" }, "p"] }`);
  const rewrite = model?.types.find(({ name }) => name === "doc")?.permissions[0]?.rewrite;
  if (rewrite === undefined) throw new Error(`\`${expression}\` does not compile`);
  return operandMutations(rewrite).map(({ text, change, rewrite }) => `${text}: ${change}: ${printRewrite(rewrite)}`);
}

describe("what can be taken away from an expression", () => {
  test.each([
    ["a", []],
    ["up->a", []],
    ["nil", []],
    ["a + b + c", ["a: it granted nothing: b + c", "b: it granted nothing: a + c", "c: it granted nothing: a + b"]],
    ["a & b", ["a: it demanded nothing: b", "b: it demanded nothing: a"]],
    ["a - b", ["a: it granted nothing: nil", "b: it took nothing away: a"]],
    ["a when low", ["when low: it demanded nothing: a", "when low: it were never true: nil"]],
  ])("%s", (expression, changes) => {
    expect(changesOf(expression)).toEqual(changes);
  });

  test("of operands within operands, each with all that stands around it", () => {
    expect(changesOf("((a & b) - up->c) when low")).toEqual([
      "when low: it demanded nothing: (a & b) - up->c",
      "when low: it were never true: nil",
      "a & b: it granted nothing: nil when low",
      "up->c: it took nothing away: a & b when low",
      "a: it demanded nothing: b - up->c when low",
      "b: it demanded nothing: a - up->c when low",
    ]);
  });
});
