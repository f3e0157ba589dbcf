import type { Changes, ConsistencyToken, Written } from "@relata/store";
import type { Engine } from "./engine.ts";
import { earlier, keep, nameOf, type Outcome } from "./idempotency.ts";
import { demand } from "./preconditions.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeTuples } from "./write-tuples.ts";

/**
 * Writes the changes as one transaction of the store, or answers what the write of the same name did. The caller has
 * checked them, and tries again where another transaction came between.
 *
 * @throws Failure `precondition_failed`, `tuple_exists`, `idempotency_mismatch`
 */
export async function writeChanges(
  session: Session,
  engine: Engine,
  scope: Scope,
  changes: Changes,
): Promise<Outcome & { readonly isRepeat: boolean }> {
  const name = nameOf(changes);
  const before = name === undefined ? undefined : await earlier(session, scope, name);
  if (before !== undefined) return { ...before, isRepeat: true };
  await demand(session, scope, changes.preconditions ?? []);
  const transaction = await engine.begin(session, scope);
  const counts = await writeTuples(session, scope, changes, transaction);
  await writeAttributes(session, scope, changes.attributes ?? [], transaction);
  const outcome = { transaction, ...counts };
  if (name !== undefined) await keep(session, scope, name, outcome);
  return { ...outcome, isRepeat: false };
}

/** The outcome as the port has it. */
export function toWritten(
  { transaction, written, deleted, isRepeat }: Outcome & { readonly isRepeat: boolean },
  token: (transaction: number) => ConsistencyToken,
): Written {
  return { token: token(transaction), written, deleted, isRepeat };
}
