/**
 * Resolves in the next turn of the event loop. Why: a store that answers at once would otherwise go through a million
 * tuples without anything else being run.
 */
export async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
