import { canonicalChanges } from "../canonical-changes.ts";
import { idempotencyMismatch } from "../refusals.ts";
import type { Changes, Written } from "../store.ts";

/** A write that had a name. */
interface Named {
  readonly changes: string;
  readonly written: Written;
  readonly at: number;
}

/** The idempotency keys of one store, each with what its write did. */
export class MemoryKeys {
  readonly #writes = new Map<string, Named>();

  /** What the write of that name did, where there was one. @throws Failure `idempotency_mismatch` */
  repeated(changes: Changes): Written | undefined {
    const { idempotencyKey } = changes;
    const earlier = idempotencyKey === undefined ? undefined : this.#writes.get(idempotencyKey);
    if (idempotencyKey === undefined || earlier === undefined) return undefined;
    if (earlier.changes !== canonicalChanges(changes)) throw idempotencyMismatch(idempotencyKey);
    return { ...earlier.written, isRepeat: true };
  }

  keep(changes: Changes, written: Written, at: number): void {
    const { idempotencyKey } = changes;
    if (idempotencyKey === undefined) return;
    this.#writes.set(idempotencyKey, { changes: canonicalChanges(changes), written, at });
  }

  /** Forgets writes before that moment, and answers how many. */
  forget(before: number): number {
    const gone = [...this.#writes].filter(([, { at }]) => at < before);
    for (const [key] of gone) this.#writes.delete(key);
    return gone.length;
  }
}
