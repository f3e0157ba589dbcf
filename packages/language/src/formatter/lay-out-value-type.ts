import type { Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";

/** `string`, `list<map<number>>`, `"draft" | "paid"`. */
export function layOutValueType(walk: TokenWalk): Layout {
  const parts: Layout[] = [walk.take()];
  if (walk.is("<")) return [parts, walk.take(), layOutValueType(walk), walk.take()];
  while (walk.is("|")) parts.push(walk.operator(), walk.take());
  return parts;
}
