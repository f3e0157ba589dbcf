import { enclosed, listed } from "./enclosed.ts";
import { layOutJson } from "./lay-out-json.ts";
import { layOutPolicyExpression } from "./lay-out-policy-expression.ts";
import { layOutValueType } from "./lay-out-value-type.ts";
import { group, indent, type Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";

/** `policy name(parameters) required paths = body`. An expression begins a line of its own before it is broken. */
export function layOutPolicy(walk: TokenWalk): Layout {
  const parts: Layout[] = [walk.take(), walk.space(), walk.take()];
  if (walk.is("(")) parts.push(enclosed(walk, ")", () => listed(walk, () => layOutParameter(walk))));
  if (walk.is("required")) parts.push(layOutRequired(walk));
  parts.push(" ", walk.takeAhead());
  if (!walk.is("json")) return [parts, group(indent([walk.line(), group(layOutPolicyExpression(walk))]))];
  return [parts, walk.space(), walk.take(), walk.space(), layOutJson(walk)];
}

/** `tuple name: type`. */
function layOutParameter(walk: TokenWalk): Layout {
  const tuple = walk.is("tuple") ? [walk.take(), walk.space()] : [];
  return [tuple, walk.take(), walk.takeAhead(), walk.space(), layOutValueType(walk)];
}

/** `required path, path`, in a line of its own before it is broken. */
function layOutRequired(walk: TokenWalk): Layout {
  const word = [walk.line(), walk.take(), walk.space()];
  return group(indent([word, group(indent(listed(walk, () => layOutPath(walk))))]));
}

/** `resource.amount`. */
function layOutPath(walk: TokenWalk): Layout {
  const parts = [walk.take()];
  while (walk.is(".")) parts.push(walk.take(), walk.take());
  return parts;
}
