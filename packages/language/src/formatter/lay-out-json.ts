import { enclosed, listed } from "./enclosed.ts";
import type { Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";

/** A JSON value as `printJson` prints it, but with keys in the order and numbers in the form in which they are written. */
export function layOutJson(walk: TokenWalk): Layout {
  if (walk.is("{")) return enclosed(walk, "}", () => listed(walk, () => layOutEntry(walk)), " ");
  if (walk.is("[")) return enclosed(walk, "]", () => listed(walk, () => layOutJson(walk)));
  return walk.is("-") ? [walk.take(), walk.take()] : walk.take();
}

/** `"key": value`. */
function layOutEntry(walk: TokenWalk): Layout {
  return [walk.take(), walk.takeAhead(), walk.space(), layOutJson(walk)];
}
