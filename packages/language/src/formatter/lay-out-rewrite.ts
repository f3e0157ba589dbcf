import { enclosed } from "./enclosed.ts";
import type { Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";

const OPERATORS = ["+", "&", "-", "when"];

/** The expression of a relation or permission. Where it breaks, each operator begins a line: `+ clerk`, `when open`. */
export function layOutRewrite(walk: TokenWalk): Layout {
  const parts: Layout[] = [layOutOperand(walk)];
  while (OPERATORS.some((operator) => walk.is(operator))) parts.push(walk.operator(), layOutOperand(walk));
  return parts;
}

function layOutOperand(walk: TokenWalk): Layout {
  return walk.is("(") ? enclosed(walk, ")", () => layOutRewrite(walk)) : layOutPath(walk);
}

/** `name`, `name->path`, `name.all(path)`: there is no good place to break one. */
function layOutPath(walk: TokenWalk): Layout {
  const parts: Layout[] = [walk.take()];
  while (walk.is("->")) parts.push(walk.take(), walk.take());
  if (walk.is(".")) parts.push(walk.take(), walk.take(), walk.take(), layOutPath(walk), walk.take());
  return parts;
}
