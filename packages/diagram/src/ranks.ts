import type { Line, Picture } from "./picture.ts";

/**
 * How many boxes of objects stand one after the other on the longest way along the lines: as many as the picture is wide, if
 * its lines lead to the right. Subjects are small, and a line back into the way that is being walked counts for nothing.
 */
export function ranksOf({ boxes, lines }: Picture): number {
  const from = new Map<string, readonly Line[]>();
  for (const line of lines) from.set(line.from, [...(from.get(line.from) ?? []), line]);
  const known = new Map(boxes.filter(({ role }) => role === "subject").map(({ type }) => [type, 0]));
  const depthOf = (type: string): number => {
    const depth = known.get(type);
    if (depth !== undefined) return depth;
    known.set(type, 0);
    const below = (from.get(type) ?? []).map(({ to }) => depthOf(to));
    known.set(type, 1 + Math.max(0, ...below));
    return known.get(type) ?? 0;
  };
  return Math.max(0, ...boxes.map(({ type }) => depthOf(type)));
}
