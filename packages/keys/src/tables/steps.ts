import type { SQL } from "drizzle-orm";

/**
 * Statements one after the other, each with the rows of the one before: written once, and run by a driver that answers at once
 * and by one that is awaited.
 */
export type Steps<T> = Generator<SQL, T, readonly unknown[]>;

/** One statement, and its rows. */
export function* ask<Row>(statement: SQL): Generator<SQL, readonly Row[], readonly unknown[]> {
  return (yield statement) as readonly Row[];
}

/** Runs the steps where the driver answers at once. */
export function runNow<T>(steps: Steps<T>, rows: (statement: SQL) => readonly unknown[]): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next(rows(step.value));
  return step.value;
}

/** Runs the steps where each answer is awaited. */
export async function runEach<T>(steps: Steps<T>, rows: (statement: SQL) => Promise<readonly unknown[]>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) step = steps.next(await rows(step.value));
  return step.value;
}
