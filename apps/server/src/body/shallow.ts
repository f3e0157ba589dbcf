/** How deep values of a request may be nested: more than anybody writes, and less than ends the stack of what reads them. */
export const MOST_DEPTH = 64;

/** Whether the value is nested no deeper. Level by level, since a walk into the depth would end with what it looks for. */
export function isShallow(value: unknown): boolean {
  let level: readonly object[] = [value].filter(isNested);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MOST_DEPTH) return false;
    level = level.flatMap((one) => Object.values(one)).filter(isNested);
  }
  return true;
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
