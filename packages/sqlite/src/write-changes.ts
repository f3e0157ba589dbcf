import { createHash } from "node:crypto";
import { canonicalChanges, idempotencyMismatch, type Changes, type Written } from "@relata/store";
import { applyChanges } from "./apply-changes.ts";
import { demand } from "./preconditions.ts";
import type { Scope } from "./scope.ts";
import { tokenOf } from "./states.ts";

/** A new revision of the store, at that time: its transaction. Milliseconds since the epoch. */
export function beginRevision({ statements, store }: Scope, at: number): number {
  return Number(statements.writes.begin.run({ store, at }).lastInsertRowid);
}

/**
 * One write, with its name if it has one. The changes have been checked, and the caller holds the write lock. Where it
 * throws, what it did must be rolled back.
 *
 * @throws Failure `idempotency_mismatch`, `precondition_failed`, `tuple_exists`
 */
export function writeChanges(scope: Scope, changes: Changes, clock: () => number): Written {
  const { idempotencyKey: key } = changes;
  if (key === undefined) return writeOnce(scope, changes, clock).outcome;
  const { statements, store } = scope;
  const hash = createHash("sha256").update(canonicalChanges(changes)).digest("hex");
  // Why before the preconditions: once the write was made, they need not hold any more.
  const earlier = statements.writes.findKey.get({ store, key });
  if (earlier !== undefined) {
    if (earlier.hash !== hash) throw idempotencyMismatch(key);
    const { transaction, written, deleted } = earlier;
    return { token: tokenOf(scope, transaction), written, deleted, isRepeat: true };
  }
  const { outcome, transaction } = writeOnce(scope, changes, clock);
  statements.writes.keepKey.run({ ...outcome, store, key, hash, transaction });
  return outcome;
}

function writeOnce(scope: Scope, changes: Changes, clock: () => number) {
  demand(scope, changes.preconditions ?? []);
  const transaction = beginRevision(scope, clock());
  const counts = applyChanges(scope, changes, transaction);
  return { transaction, outcome: { token: tokenOf(scope, transaction), ...counts, isRepeat: false } };
}
