import { setImmediate as nextTurn } from "node:timers/promises";
import { checkLimit, SCAN_BATCH, type MaybePromise, type ScanBatch, type ScanOptions } from "@relata/store";
import { attributesAfter } from "./attribute-page.ts";
import type { Scope } from "./scope.ts";
import { stateAt, stateFor, tokenOf } from "./states.ts";
import { tuplesAfter } from "./tuple-page.ts";

/** Where a batch begins: in which of the two lists of that state, and behind which of its places. */
interface Place {
  readonly number: number;
  readonly of: "tuples" | "attributes";
  readonly last?: readonly string[];
}

interface Step {
  readonly batch: ScanBatch;
  readonly next?: Place;
}

/**
 * All tuples in the order of their keys, and then all attributes. Each batch is a read of its own, of the state of the first:
 * nothing is held in between, and whoever writes waits for nobody. Tuples of one object stand side by side.
 */
export async function* scanOf(
  reading: <T>(run: (scope: Scope) => T) => MaybePromise<T>,
  { batch = SCAN_BATCH, consistency }: ScanOptions = {},
): AsyncGenerator<ScanBatch, void, undefined> {
  checkLimit(batch);
  let place: Place | undefined;
  do {
    const step: Step = await reading((scope) =>
      stepOf(scope, place ?? { number: stateFor(scope, consistency).number, of: "tuples" }, batch),
    );
    if (step.batch.attributes.length > 0 || place?.of !== "attributes") yield step.batch;
    place = step.next;
    if (place !== undefined) await nextTurn();
  } while (place !== undefined);
}

function stepOf(scope: Scope, { number, of, last }: Place, limit: number): Step {
  const start = { state: stateAt(scope, number), ...(last !== undefined && { last }) };
  const whole = { tuples: [], attributes: [], token: tokenOf(scope, number), number };
  if (of === "tuples") {
    const found = tuplesAfter(scope, {}, start, limit);
    const next = found.last === undefined ? { number, of: "attributes" as const } : { number, of, last: found.last };
    return { batch: { ...whole, tuples: found.tuples }, next };
  }
  const found = attributesAfter(scope, start, limit);
  return {
    batch: { ...whole, attributes: found.attributes },
    ...(found.last !== undefined && { next: { number, of, last: found.last } }),
  };
}
