import { buildBody } from "../compiler/policy/build-body.ts";
import type { Cursor } from "./cursor.ts";
import { parseJson } from "./parse-json.ts";
import { parseName, parseOperandName, parsePathName } from "./parse-name.ts";
import { parsePolicyExpression } from "./policy-expression/parse-policy-expression.ts";
import { parseValueType } from "./parse-value-type.ts";
import type { FileSyntax, Name, ParameterSyntax, PolicyBody, PolicySyntax } from "./syntax.ts";

/**
 * `policy name[(parameters)] [required path, path] = body`. What is required stands before the `=`, so that the body
 * is the body alone:
 *
 * ```text
 * policy small(limit: number) required resource.amount = resource.amount <= limit
 * ```
 */
export function parsePolicy(cursor: Cursor, file: FileSyntax): void {
  const { doc } = cursor.take();
  const name = parseName(cursor, "the name of a policy");
  const policy: PolicySyntax = { name, doc, parameters: [], required: [], body: undefined };
  file.policies.push(policy);
  if (cursor.accept("(")) parseParameters(cursor, policy.parameters);
  if (cursor.accept("required")) parseRequired(cursor, policy.required);
  cursor.expect("=", `a policy has a body: \`policy ${name.text} = resource.amount < 1000\``);
  policy.body = parseBody(cursor, policy);
}

/**
 * `(tuple name: type, name: type)`. Parameters are given by name, so their order means nothing. A parameter marked `tuple`
 * must stand in the tuple that carries the policy; a plain one may come from the request.
 */
function parseParameters(cursor: Cursor, parameters: ParameterSyntax[]): void {
  while (!cursor.is(")")) {
    if (parameters.length > 0) cursor.expect(",");
    const tuple = cursor.accept("tuple");
    const name = parsePathName(cursor, "the name of a parameter");
    cursor.expect(":", `write its type: \`${name.text}: string\``);
    parameters.push({ name, tuple, type: parseValueType(cursor) });
  }
  cursor.take();
}

/** `path, path`: while one of them is absent, the policy is unknown. */
function parseRequired(cursor: Cursor, required: Name[]): void {
  do required.push(parsePath(cursor));
  while (cursor.accept(","));
}

/** `resource.amount`: a root and what follows it. Keywords may stand in a path: `context` is one. */
function parsePath(cursor: Cursor): Name {
  const first = cursor.token;
  const parts = [];
  do parts.push(cursor.token.kind === "keyword" ? cursor.take().text : parsePart(cursor));
  while (cursor.accept("."));
  return { text: parts.join("."), place: cursor.placeFrom(first) };
}

/** Why no dot in backticks: the model keeps a path as one text, in which the dots part it. */
function parsePart(cursor: Cursor): string {
  const { text, place } = parseOperandName(cursor, "a path such as `resource.amount`");
  if (text.includes("."))
    cursor.fail(
      "invalid_name",
      place,
      `\`${text}\` cannot stand in a path, which \`.\` parts`,
      "name one part at a time",
    );
  return text;
}

/** An expression, or JSON. Both are the same json-logic, with the places of its parts. */
function parseBody(cursor: Cursor, { parameters }: PolicySyntax): PolicyBody {
  if (cursor.accept("json")) return { kind: "json", node: parseJson(cursor) };
  const expression = parsePolicyExpression(cursor);
  const names = new Set(parameters.map(({ name }) => name.text));
  return { kind: "expression", expression, node: buildBody(expression, names, cursor.reporter) };
}
