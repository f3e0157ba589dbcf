/**
 * Where the graph of a store stands.
 *
 * - `off`: nothing is kept in memory.
 * - `loading`: the store is read; questions are answered from the store itself meanwhile.
 * - `resident`: questions are answered from memory.
 * - `over_budget`: the store is larger than may be held; questions are answered from the store itself.
 * - `failed`: the store could not be read; it is tried again.
 */
export type ResidentState = "off" | "loading" | "resident" | "over_budget" | "failed";

export interface ResidentStatus {
  readonly state: ResidentState;
  /** Bytes that the graph takes, or would have taken; an estimate within a fifth. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Tuples in the graph. */
  readonly tuples: number;
  /** Of which revision the graph is; 0 where there is none. */
  readonly revision: number;
}

export const OFF: ResidentStatus = { state: "off", bytes: 0, maxBytes: 0, tuples: 0, revision: 0 };
