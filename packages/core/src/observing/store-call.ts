import { isFailure } from "@relata/model";
import type { Ask, Plan } from "@relata/resolver";
import type { Reader } from "../answerer.ts";
import type { EventFailure, StoreCall, StoreOperation } from "./engine-event.ts";

/** How often the store was gone to, so far. */
interface Trips {
  roundTrips: number;
}

/** Calls the store, and tells of it when it is done: at once, or when the promise is settled. What is thrown stays thrown. */
export function called<T>(
  operation: StoreOperation,
  tell: (call: StoreCall) => void,
  run: () => T,
  trips: Trips = { roundTrips: 1 },
): T {
  const startedAt = performance.now();
  const tellEnd = (failure?: EventFailure): void => {
    const durationMs = performance.now() - startedAt;
    tell({ kind: "call", operation, startedAt, durationMs, ...trips, ...(failure !== undefined && { failure }) });
  };
  const failed = (error: unknown): never => {
    tellEnd(failureOf(error));
    throw error;
  };
  let value: T;
  try {
    value = run();
  } catch (error) {
    return failed(error);
  }
  if (value instanceof Promise) {
    return value.then((settled: unknown) => {
      tellEnd();
      return settled;
    }, failed) as T;
  }
  tellEnd();
  return value;
}

/** What reads as the reader does, and tells of each read with its round trips. */
export function toldReader<R extends Reader>(reader: R, tell: (call: StoreCall) => void): Pick<R, "read"> {
  const read: Reader["read"] = (start, options) => {
    const trips = { roundTrips: 0 };
    const counted = (ask?: Ask) => (ask === undefined ? batchesOf(start(), trips) : start(counting(ask, trips)));
    return called("read", tell, () => reader.read(counted, options), trips);
  };
  return { read };
}

export function failureOf(error: unknown): EventFailure {
  return isFailure(error) ? error.code : "unexpected";
}

function counting(ask: Ask, trips: Trips): Ask {
  return (wanted) => {
    trips.roundTrips++;
    return ask(wanted);
  };
}

/** The same plan, whose batches are counted. */
function* batchesOf<T>(plan: Plan<T>, trips: Trips): Plan<T> {
  for (let step = plan.next(); ;) {
    if (step.done === true) return step.value;
    trips.roundTrips++;
    step = plan.next(yield step.value);
  }
}
