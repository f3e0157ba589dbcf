import type { Expression } from "./expression.ts";
import { ANY, join, type StaticType } from "./static-type.ts";

/** The list of the expressions' values; an element that is unknown stays one, and does not make the list unknown. */
export function listOf(items: readonly Expression[], pointer: string): Expression {
  const [first = ANY, ...rest]: readonly StaticType[] = items.map(({ type }) => type);
  const shape = {
    type: { kind: "list", of: rest.reduce(join, first) } as const,
    items,
    pointer,
    cost: items.reduce((cost, item) => cost + item.cost, 0),
  };
  if (!items.every((item) => item.constant !== undefined)) {
    return { ...shape, run: (frame) => items.map((item) => item.run(frame)) };
  }
  const values = Object.freeze(items.map((item) => item.constant ?? null));
  return { ...shape, constant: values, run: () => values };
}
