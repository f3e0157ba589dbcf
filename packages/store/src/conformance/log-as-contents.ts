import { formatTuple } from "@relata/model";
import { expect } from "vitest";
import type { Revision } from "../change-log.ts";
import type { Store } from "../store.ts";
import { attributesText } from "./observe.ts";
import { Replica } from "./replica.ts";
import { wholeLog } from "./whole-log.ts";

/**
 * The whole log of a store to which nobody writes meanwhile, once it is found that what it tells, from the beginning, is
 * just what the store holds.
 */
export async function logAsContents(store: Store): Promise<readonly Revision[]> {
  const newest = await store.log.newest();
  const log = await wholeLog(store, 5_000);
  expect(log.at(-1)?.number ?? 0).toBe(newest);
  const replica = new Replica();
  for (const { changes } of log) for (const change of changes) replica.make(change);
  const { tuples, attributes } = await store.contents({ consistency: "latest" });
  expect(replica.tuples()).toEqual(tuples.map(formatTuple));
  expect(replica.attributes()).toEqual(attributes.map(attributesText));
  return log;
}
