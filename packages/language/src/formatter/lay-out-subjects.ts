import type { Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";

/** `user | group#member with office_hours | user:*`. */
export function layOutSubjects(walk: TokenWalk): Layout {
  const parts: Layout[] = [layOutSubject(walk)];
  while (walk.is("|")) parts.push(walk.operator(), layOutSubject(walk));
  return parts;
}

function layOutSubject(walk: TokenWalk): Layout {
  const parts = [layOutTypeName(walk)];
  if (walk.is("#")) parts.push(walk.take(), walk.take());
  if (walk.is("with")) parts.push(walk.space(), walk.take(), walk.space(), walk.take());
  return parts;
}

/** `namespace:name`; the `:*` of a wildcard looks the same. */
export function layOutTypeName(walk: TokenWalk): Layout {
  const parts = [walk.take()];
  while (walk.is(":")) parts.push(walk.take(), walk.take());
  return parts;
}
