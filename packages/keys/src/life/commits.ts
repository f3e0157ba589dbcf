import type { ChangesInput } from "@relata/core";
import { formatSubject, type SubjectRef } from "@relata/model";
import type { AuditEvent, AuditRow } from "../audit-row.ts";
import type { KeyChange } from "../key-store.ts";
import type { Settings } from "./settings.ts";

/** Who changes a key, for the audit: absent for the operator. */
export interface By {
  readonly by?: SubjectRef;
}

/** A change of a key, whole. */
export interface Commit extends By {
  readonly event: AuditEvent;
  readonly key: string;
  readonly lastFour?: string;
  readonly changes: readonly KeyChange[];
  readonly tuples?: ChangesInput;
}

/** What the engine has within any transaction. */
interface Writes {
  write(changes: ChangesInput): unknown;
}

/** Changes of keys: rows, tuples and the audit in one transaction. */
export class Commits {
  readonly #settings: Settings;
  #isReady = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** @throws Failure as the key store and `relata.write` have; nothing is then changed */
  async commit({ event, key, lastFour, by, changes, tuples }: Commit): Promise<void> {
    const { relata, store, clock } = this.#settings;
    const row: AuditRow = {
      at: clock(),
      event,
      outcome: "allowed",
      key,
      ...(lastFour !== undefined && { lastFour }),
      ...(by !== undefined && { by: formatSubject(by) }),
    };
    // Why: a transaction must not be older than the engine's tables.
    if (!this.#isReady) await relata.token();
    this.#isReady = true;
    // Invariant: the key store's transactions are of the kind that the engine's store takes, which `in` looks at.
    await store.commit(changes, [row], (tx) =>
      tuples === undefined ? undefined : (relata.in(tx as object) as unknown as Writes).write(tuples),
    );
  }
}
