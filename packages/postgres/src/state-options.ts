import { Failure } from "@relata/model";

/** Where reads go, how fresh they are, and who numbers writes. */
export interface StateOptions {
  /**
   * URLs of servers that follow the one that is written to, by streaming replication. Reads that are `fast`, or that have a
   * token, ask one of them in turn; one that fails is passed over for a while. Default: none.
   */
  readonly replicas?: readonly string[];
  /** How far behind a replica may be that answers a `fast` read; what was written through this store is in it anyway. Default: 10,000. */
  readonly replicaLagMs?: number;
  /** How long a read waits on replicas for what its token names, before the server is asked that is written to. Default: 100. */
  readonly replicaWaitMs?: number;
  /** How long it waits there, for a transaction that may be about to commit. Default: 5,000. */
  readonly tokenWaitMs?: number;
  /**
   * Whether what is written here gets its number from here, right after its commit. False where the process may be halted
   * whenever it has answered, as a function that runs per request: what it wrote is then numbered by the next process that
   * writes, or that needs the number. Default: true.
   */
  readonly isSequencer?: boolean;
}

/** @throws Failure `store_unavailable` for options that are none */
export function stateOptions({
  replicas = [],
  replicaLagMs = 10_000,
  replicaWaitMs = 100,
  tokenWaitMs = 5_000,
  isSequencer = true,
}: StateOptions): Required<StateOptions> {
  for (const [name, ms] of Object.entries({ replicaLagMs, replicaWaitMs, tokenWaitMs })) {
    if (Number.isFinite(ms) && ms >= 0) continue;
    throw new Failure("store_unavailable", `\`${name}\` is ${ms}: give a number of milliseconds from 0 on`);
  }
  return { replicas, replicaLagMs, replicaWaitMs, tokenWaitMs, isSequencer };
}
