import { checkLimit } from "../check-limit.ts";
import { SCAN_BATCH, type ScanBatch, type ScanOptions } from "../scan.ts";
import type { MemoryDatabase } from "./memory-database.ts";

/** Slices of the lists that the state had when it began. */
export async function* memoryScan(
  database: MemoryDatabase,
  name: string,
  { batch = SCAN_BATCH, consistency }: ScanOptions = {},
): AsyncGenerator<ScanBatch, void, undefined> {
  checkLimit(batch);
  const number = database.resolve(name, consistency);
  const state = database.tenant(name).at(number);
  const [tuples, attributes] = [state.tuples(), state.attributes()];
  for (let at = 0; at === 0 || at < Math.max(tuples.length, attributes.length); at += batch) {
    // Why awaited: all scans are asynchronous, and a law of one must not rest on this one being not.
    yield await Promise.resolve({
      tuples: tuples.slice(at, at + batch),
      attributes: attributes.slice(at, at + batch),
      token: database.token(number),
      number,
    });
  }
}
