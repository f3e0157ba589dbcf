import type { ChangesInput } from "@relata/core";
import { formatSubject, type SubjectRef } from "@relata/model";
import type { AuditEvent, AuditRow } from "../audit-row.ts";
import type { KeyChange } from "../key-store.ts";
import { actingFor } from "./acting-for.ts";
import type { Settings } from "./settings.ts";

/** Who changes a key, for the audit: absent for the operator. */
export interface By {
  readonly by?: SubjectRef;
}

/** A change of a key, or of several, whole. */
export interface Commit extends By {
  readonly event: AuditEvent;
  readonly key: string | readonly string[];
  readonly lastFour?: string;
  readonly changes: readonly KeyChange[];
  readonly tuples?: ChangesInput;
  /** What stops by it: the tokens of all that acts for these are to be refused. */
  readonly stops?: readonly SubjectRef[];
  /** Keys whose tokens are to be refused besides, though the event ends no key. */
  readonly stopped?: readonly string[];
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

  /**
   * Law: what acts for a subject that stops is told to verifiers in the transaction that stops it; a key that was made
   * meanwhile, right after it.
   *
   * @throws Failure as the key store and `relata.write` have; nothing is then changed
   */
  async commit({ event, key, lastFour, by, changes, tuples, stops = [], stopped = [] }: Commit): Promise<void> {
    const { relata, store, clock } = this.#settings;
    const common = {
      at: clock(),
      outcome: "allowed",
      ...(by !== undefined && { by: formatSubject(by) }),
    } as const;
    const rows: readonly AuditRow[] = [key]
      .flat()
      .map((one) => ({ ...common, event, key: one, ...(lastFour !== undefined && { lastFour }) }));
    const stopRows = (ids: Iterable<string>): readonly AuditRow[] =>
      Array.from(ids, (one) => ({ ...common, at: clock(), event: "stop", key: one }));
    // Why: a transaction must not be older than the engine's tables.
    if (!this.#isReady) await relata.token();
    this.#isReady = true;
    const before = new Set([...stopped, ...(await actingFor(relata, stops))]);
    // Invariant: the key store's transactions are of the kind that the engine's store takes, which `in` looks at.
    await store.commit(changes, [...rows, ...stopRows(before)], (tx) =>
      tuples === undefined ? undefined : (relata.in(tx as object) as unknown as Writes).write(tuples),
    );
    const late = [...(await actingFor(relata, stops))].filter((id) => !before.has(id));
    if (late.length > 0) await store.commit([], stopRows(late));
  }
}
