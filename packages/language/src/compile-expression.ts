import type { Json } from "@relata/model";

import { buildBody } from "./compiler/policy/build-body.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { Reporter } from "./diagnostics/reporter.ts";
import { lex } from "./lexer/lex.ts";
import { Cursor } from "./parser/cursor.ts";
import { toJson } from "./parser/json-node.ts";
import { parsePolicyExpression } from "./parser/policy-expression/parse-policy-expression.ts";
import type { PolicyExpression } from "./parser/policy-expression/syntax.ts";

export interface ExpressionCompilation {
  /** The json-logic, there exactly when nothing is wrong with the form of the expression. */
  readonly body?: Json;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * One expression by itself, as the body of a policy with these parameters, to json-logic. Its form is checked, and the
 * functions that it calls; names and types are not, which are a model's. Never throws on any text.
 *
 * ```ts
 * compileExpression("resource.amount <= 1000").body; // { "<=": [{ var: "resource.amount" }, 1000] }
 * ```
 */
export function compileExpression(text: string, parameters: readonly string[] = []): ExpressionCompilation {
  const reporter = new Reporter();
  const source = { path: "expression", text };
  const cursor = new Cursor(source, lex(source, reporter).tokens, reporter);
  const read: { expression?: PolicyExpression } = {};
  cursor.attempt(() => {
    read.expression = parsePolicyExpression(cursor);
    if (cursor.token.kind !== "end") cursor.unexpected("the end of the expression", "one expression stands here");
  }, false);
  const { expression } = read;
  const node = expression === undefined ? undefined : buildBody(expression, new Set(parameters), reporter);
  const diagnostics = reporter.finish();
  if (node === undefined || reporter.hasErrors) return { diagnostics };
  return { body: toJson(node), diagnostics };
}
