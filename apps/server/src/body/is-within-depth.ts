/**
 * Whether what was parsed has no more levels than that. Why without recursion: whoever sent lists in lists without an end would
 * end the stack with them. Cost: each value once, and no deeper than the limit.
 */
export function isWithinDepth(value: unknown, levels: number): boolean {
  let open = [value];
  for (let level = 0; open.length > 0; level++) {
    if (level > levels) return false;
    open = open.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return true;
}
