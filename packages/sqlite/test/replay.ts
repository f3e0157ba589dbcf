import { formatKey, formatObject, type Json, type Tuple } from "@relata/model";
import type { Store } from "@relata/store";
import { expect } from "vitest";

/** Expects of a store that its log, made again from the beginning, is what it holds. Answers how many revisions there are. */
export async function expectLogToBeContents(store: Store): Promise<number> {
  const tuples = new Map<string, Tuple>();
  const values = new Map<string, Json>();
  let revisions = 0;
  for (let [after, isLast] = [0, false]; !isLast;) {
    const page = await store.log.revisions(after, 500);
    isLast = page.isLast;
    for (const { number, changes } of page.revisions) {
      revisions++;
      expect(number).toBeGreaterThan(after);
      after = number;
      for (const change of changes) {
        if (change.kind === "tuple") put(tuples, formatKey((change.after ?? change.before) as Tuple), change);
        if (change.kind === "attribute") put(values, `${formatObject(change.object)} ${change.name}`, change);
      }
    }
  }
  const contents = await store.contents();
  expect([...tuples.keys()].sort()).toEqual(contents.tuples.map(formatKey).sort());
  const held = contents.attributes.flatMap(({ object, values: of }) =>
    Object.entries(of).map(([name, value]) => [`${formatObject(object)} ${name}`, value]),
  );
  expect(Object.fromEntries(values)).toEqual(Object.fromEntries(held));
  return revisions;
}

/** Makes the change, which must begin with what is there. */
function put<T>(map: Map<string, T>, key: string, change: { readonly before?: T; readonly after?: T }): void {
  expect([key, map.get(key)]).toEqual([key, change.before]);
  if (change.after === undefined) map.delete(key);
  else map.set(key, change.after);
}
