import type { CaveatParameter, CaveatSyntax, ParameterType } from "./syntax.ts";
import type { ZedCursor } from "./zed-cursor.ts";

/**
 * `caveat name(parameter type, …) { CEL }`. The types of parameters are read as names; which there are, and what the
 * expression means, is for whoever converts it.
 */
export function parseCaveat(cursor: ZedCursor): CaveatSyntax {
  const first = cursor.take();
  const name = cursor.path("the name of a caveat");
  cursor.expect("(", `a caveat has parameters: \`caveat ${name.text}(limit int) { limit < 10 }\``);
  const parameters: CaveatParameter[] = [];
  while (!atClose(cursor)) {
    if (parameters.length > 0) cursor.expect(",");
    // Why: a comma may stand behind the last parameter.
    if (atClose(cursor)) break;
    parameters.push({ name: cursor.name("the name of a parameter"), type: parseType(cursor) });
  }
  cursor.take();
  cursor.expect("{");
  const body = cursor.token;
  if (body.kind !== "cel") cursor.unexpected("an expression", "a caveat has an expression in braces");
  cursor.take();
  const close = cursor.expect("}");
  const expression = { text: body.text, origin: cursor.originOf(body) };
  return { kind: "caveat", name, parameters, expression, origin: { ...cursor.originOf(close), start: first.start } };
}

function atClose(cursor: ZedCursor): boolean {
  return cursor.is(")");
}

function parseType(cursor: ZedCursor): ParameterType {
  const name = cursor.name("the type of the parameter");
  if (!cursor.accept("<")) return { name, of: undefined };
  const of = cursor.nested(() => parseType(cursor));
  cursor.expect(">");
  return { name, of };
}
