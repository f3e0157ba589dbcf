import type { Store } from "@relata/core";
import type { ChangeLog, ConsistencyToken, NumberedWrite } from "@relata/store";
import { overridden } from "../counted-store.ts";

/** In some later turn of the event loop. */
async function later<T>(run: () => T, ms: number): Promise<Awaited<T>> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return await run();
}

/** Where the write stands that the token names. */
async function numberedIn(log: ChangeLog, token: ConsistencyToken): Promise<NumberedWrite | undefined> {
  for (let previous = 0; ;) {
    const { revisions, isLast } = await log.revisions(previous, 100);
    for (const revision of revisions) {
      if (revision.token === token) return { number: revision.number, previous };
      previous = revision.number;
    }
    if (isLast) return undefined;
  }
}

/** The same store, as if it were behind a wire: each answer comes later, and what is told of its log later still. */
export function slowStore(store: Store, ms = 0): Store {
  const { log } = store;
  const slow: ChangeLog = {
    revisions: (after, limit) => later(() => log.revisions(after, limit), ms),
    newest: () => later(() => log.newest(), ms),
    numberOf: (token) => later(() => log.numberOf(token), ms),
    numberedWrite: (token) => later(() => numberedIn(log, token), ms),
    edges: (range) => later(() => log.edges(range), ms),
    listen: (wake) => log.listen(() => void setTimeout(() => wake(), 3 * ms + 2)),
  };
  return new Proxy(
    overridden(store, "read", (start, options) => later(() => store.read(start, options), ms)),
    {
      get: (target, key) => (key === "log" ? slow : (Reflect.get(target, key, target) as unknown)),
    },
  );
}
