import type { Box } from "./picture.ts";

/** The boxes of one namespace; those of none, and one alone in its namespace, stand without a frame. */
export interface Frame {
  readonly namespace?: string;
  readonly boxes: readonly Box[];
}

/** The boxes by namespace, each where the first of it stood. Namespaces that nest stand beside each other. */
export function framesOf(boxes: readonly Box[]): readonly Frame[] {
  const spaces = new Map<string, Box[]>();
  for (const box of boxes) {
    const space = box.type.slice(0, Math.max(0, box.type.lastIndexOf(":")));
    const inside = spaces.get(space);
    if (inside === undefined) spaces.set(space, [box]);
    else inside.push(box);
  }
  return [...spaces].map(([namespace, inside]) =>
    namespace === "" || inside.length === 1 ? { boxes: inside } : { namespace, boxes: inside },
  );
}
