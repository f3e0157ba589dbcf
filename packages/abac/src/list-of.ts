import type { Expression } from "./expression.ts";
import { ANY, join, valueType, type StaticType } from "./static-type.ts";

/** The list of the expressions' values; an element that is unknown stays one, and does not make the list unknown. */
export function listOf(items: readonly Expression[], pointer: string): Expression {
  const [first = ANY, ...rest]: readonly StaticType[] = items.map(({ type }) => type);
  return {
    type: { kind: "list", of: valueType(rest.reduce(join, first)) },
    items,
    pointer,
    run: (frame) => items.map((item) => item.run(frame)),
  };
}
