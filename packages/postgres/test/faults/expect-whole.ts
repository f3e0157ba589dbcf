import type { Revision, Store } from "@relata/store";
import { changeText, logAsContents } from "@relata/store/conformance";
import { expect } from "vitest";
import { LANES, tupleOf, TUPLES } from "./numbered-writes.ts";

/** What the log must tell of write `n`, where those writes came before it. */
function changesOf(n: number, before: ReadonlySet<number>): readonly string[] {
  const ended = before.has(n - LANES) ? [`- ${tupleOf(n - LANES, 0)}`] : [];
  const made = Array.from({ length: TUPLES }, (_, part) => `+ ${tupleOf(n, part)}`);
  return [...ended, ...made, `+ doc:${n}/0 size ${n}`].toSorted();
}

/** Which write the revision is of; none where it set no attribute. */
function numberOf({ changes }: Revision): number | undefined {
  const values = changes.flatMap((change) => (change.kind === "attribute" ? [Number(change.after)] : []));
  return values[0];
}

/**
 * Holds a store to which nothing but numbered writes was done to all that was acknowledged: none is lost, none is half, none
 * is there twice, numbers have no gaps, and the log tells what the store holds. Answers which writes there are.
 */
export async function expectWhole(store: Store, acknowledged: Iterable<number>): Promise<ReadonlySet<number>> {
  const log = await logAsContents(store);
  expect(log.map(({ number }) => number)).toEqual(log.map((_, i) => i + 1));
  const kept = new Set<number>();
  for (const revision of log) {
    const n = numberOf(revision) ?? Number.NaN;
    expect(kept.has(n)).toBe(false);
    expect(revision.changes.map(changeText).toSorted()).toEqual(changesOf(n, kept));
    kept.add(n);
  }
  expect([...acknowledged].filter((n) => !kept.has(n))).toEqual([]);
  return kept;
}
