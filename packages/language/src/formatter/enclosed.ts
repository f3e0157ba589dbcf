import { BREAK, group, indent, type Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";

/**
 * What stands in brackets of any kind, on one line or indented between them. `flat` stands inside the brackets where they
 * do not break. Comments before the closing bracket stay inside.
 */
export function enclosed(walk: TokenWalk, close: string, contents: () => Layout, flat = ""): Layout {
  const open = walk.take();
  if (walk.is(close)) {
    const inside = walk.comments();
    return inside === "" ? [open, walk.take()] : group([open, indent(inside), BREAK, walk.take()]);
  }
  const parts = [walk.line(flat), contents()];
  const last = walk.comments();
  const end = last === "" ? walk.line(flat) : BREAK;
  return group([open, indent([parts, last]), end, walk.take()]);
}

/** Items with commas between them. */
export function listed(walk: TokenWalk, item: () => Layout): Layout {
  const parts: Layout[] = [item()];
  while (walk.is(",")) parts.push(walk.takeAhead(), walk.line(), item());
  return parts;
}
