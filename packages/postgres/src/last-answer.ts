/** Rows as the driver has them; a statement that answers none has no columns. */
export type Answered = readonly unknown[] & { readonly columns?: unknown };

/** The driver answers a list of results where there are several statements, and else the one: the last that has rows. */
export function lastAnswer(answer: unknown): Answered {
  const results = (Array.isArray(answer) && !("columns" in answer) ? answer : [answer]) as readonly Answered[];
  return results.findLast(({ columns }) => Array.isArray(columns)) ?? [];
}
