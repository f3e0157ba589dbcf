/** Rows as the driver has them; a statement that answers none has no columns. */
export type Answered<Row> = readonly Row[] & { readonly columns?: unknown };

/** The driver answers a list of results where there are several statements, and else the one: the last that has rows. */
export function lastAnswer<Rows extends Answered<unknown>>(answer: unknown): Rows {
  const results = (Array.isArray(answer) && !("columns" in answer) ? answer : [answer]) as readonly Rows[];
  return results.findLast(({ columns }) => Array.isArray(columns)) ?? ([] as unknown as Rows);
}
