import type { Revision } from "../../change-log.ts";
import type { ConsistencyToken } from "../../token.ts";

/**
 * A write that was acknowledged: the `n`th of its writer, from 1 on. It makes the tuple `doc:WRITER/N#viewer@user:WRITER` and
 * ends the one before it, so that a state is known by how far each writer has come.
 */
export interface DoneWrite {
  readonly writer: number;
  readonly n: number;
  readonly token: ConsistencyToken;
  /** Milliseconds by a clock that everybody who takes part shares. */
  readonly began: number;
  readonly ended: number;
}

/** A read that was answered, with all that it saw: which write of which writer. */
export interface DoneRead {
  readonly kind: ReadKind;
  readonly seen: readonly (readonly [writer: number, n: number])[];
  readonly token: ConsistencyToken;
  /** The token that it asked for, if any. */
  readonly asked?: ConsistencyToken;
  readonly began: number;
  readonly ended: number;
}

/** A read of one state by its consistency, or a page of one. */
export type ReadKind = "fast" | "latest" | "atLeast" | "exactly" | "page";

/** What everybody did to one store, and what its log tells once all have done. */
export interface History {
  readonly writes: readonly DoneWrite[];
  readonly reads: readonly DoneRead[];
  readonly log: readonly Revision[];
  /** The token of the state before all writes, which a reader may have met, where there is one. */
  readonly start?: ConsistencyToken;
}
