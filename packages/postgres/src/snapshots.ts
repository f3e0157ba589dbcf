import { setTimeout as sleep } from "node:timers/promises";
import { isFailure } from "@relata/model";
import { tokenNotReached, type ConsistencyToken, type Read } from "@relata/store";
import { isConflictFailure } from "./as-failure.ts";
import { askedOf, type Asked, type Wish } from "./asked.ts";
import type { Database } from "./database.ts";
import type { Freshness } from "./freshness.ts";
import { NotReached } from "./not-reached.ts";
import { openedState, type OpenedState } from "./opened-state.ts";
import type { Own } from "./own-writes.ts";
import type { Replicas } from "./replicas.ts";
import type { Session } from "./session.ts";
import type { Scope, State } from "./state.ts";
import { stateQuery, type StateRow } from "./state-query.ts";

/**
 * What runs in a snapshot. `opened` says once it is known that the snapshot holds what was asked for, and fails where it does
 * not: whatever has been asked before then may be asked of another snapshot once more.
 */
export type Reader<T> = (session: Session, state: State, opened: Promise<OpenedState>) => Promise<T>;

/** What a read does in its snapshot; or what it answers where it asks for nothing but which state there is. */
export type Reading<T> = Reader<T> | { readonly of: (opened: OpenedState) => T };

export interface SnapshotsParts {
  /** The server that is written to. */
  readonly primary: Database;
  readonly replicas: Replicas;
  readonly freshness: Freshness;
  /** What a replica must have of this process's own writes to a store; none where that is not known. */
  readonly own: (store: string) => Own | undefined;
  /** Numbers what was committed. */
  readonly number: () => Promise<number>;
  /** How long a read waits on replicas for what its token names. */
  readonly replicaWaitMs: number;
  /** How long it waits for that on the server that is written to. */
  readonly tokenWaitMs: number;
}

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/** Finds for each read a server and a snapshot that hold what it asks for. */
export class Snapshots {
  readonly #parts: SnapshotsParts;

  constructor(parts: SnapshotsParts) {
    this.#parts = parts;
  }

  /**
   * Runs the function in a snapshot of the state that is wished for. Cost where that is at hand: no round trip of its own,
   * but one where the function can begin only once the number of the state is known.
   *
   * @throws Failure `invalid_consistency_token`, `token_not_reached`, `snapshot_expired`
   */
  async read<T>(databaseId: string, scope: Scope, wish: Wish, run: Reading<T>): Promise<Read<T>> {
    const asked = askedOf(databaseId, wish);
    const { value, token } =
      (await this.#onReplica(databaseId, scope, wish, asked, run)) ??
      (await this.#onPrimary(databaseId, scope, asked, run));
    return { value, token: token ?? (await this.#tokenOfAll(databaseId, scope)) };
  }

  /** Undefined where no replica has what is asked for in time. */
  async #onReplica<T>(databaseId: string, scope: Scope, wish: Wish, primary: Asked, run: Reading<T>) {
    const asked = this.#askedOfReplica(scope, wish, primary);
    if (asked === undefined) return undefined;
    const isFast = !("at" in wish) && (wish.consistency ?? "fast") === "fast";
    const deadline = performance.now() + (isFast ? 0 : this.#parts.replicaWaitMs);
    for (let tried = 1, pauseMs = FIRST_PAUSE_MS; ; tried++) {
      const replica = this.#parts.replicas.next(databaseId);
      if (replica === undefined) return undefined;
      try {
        return await attempt(replica, databaseId, scope, asked, run);
      } catch (error) {
        if (!(error instanceof NotReached)) {
          if (!isFailure(error, "store_unavailable") && !isFailure(error, "store_unreadable")) throw error;
          // What the replica replays may come between: that says nothing of the next read.
          if (!isConflictFailure(error)) this.#parts.replicas.passOver(replica);
          return undefined;
        }
      }
      if (performance.now() >= deadline) return undefined;
      if (tried % this.#parts.replicas.count !== 0) continue;
      await pause(pauseMs, deadline);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  }

  /** What a replica must have; undefined where none may answer. */
  #askedOfReplica({ store }: Scope, wish: Wish, asked: Asked): Asked | undefined {
    const { replicas, own, freshness } = this.#parts;
    if (replicas.count === 0) return undefined;
    if ("at" in wish) return asked;
    const { consistency = "fast", isHere = false } = wish;
    if (isHere || consistency === "latest") return undefined;
    const there = numberedOf(asked);
    if (consistency !== "fast") return there;
    const [mark, mine] = [freshness.reached(), own(store)];
    if (mark === undefined || mine === undefined) return undefined;
    const named = mine.transactions.map((id) => ({ id, isNumbered: there.of === "newest" }));
    return { ...there, named, reached: Math.max(mark, mine.reached) };
  }

  async #onPrimary<T>(databaseId: string, scope: Scope, first: Asked, run: Reading<T>) {
    const { primary, number, tokenWaitMs } = this.#parts;
    const deadline = performance.now() + tokenWaitMs;
    // What was committed before the read is in the newest revision once it has been numbered; what comes later need not be.
    let mustNumber = first.of === "newest";
    let asked = first;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        return await attempt(primary, databaseId, scope, asked, run, mustNumber);
      } catch (error) {
        if (!(error instanceof NotReached)) throw error;
        if (error.lack === "unnumbered" && (asked.of === "settled" || !error.isOnStandby)) {
          if (!error.isOnStandby) await number();
          mustNumber = false;
          asked = numberedOf(asked);
          continue;
        }
      }
      if (performance.now() >= deadline) throw tokenNotReached(tokenWaitMs);
      await pause(pauseMs, deadline);
    }
  }

  /** Of the newest revision, which holds whatever a snapshot from before the call holds. */
  async #tokenOfAll(databaseId: string, scope: Scope): Promise<ConsistencyToken> {
    const asked: Asked = { named: [], reached: await this.#parts.number(), of: "newest" };
    const { token } = await this.#onPrimary(databaseId, scope, asked, { of: () => undefined });
    if (token === undefined) throw new Error("invariant: a revision has a token");
    return token;
  }
}

/** The same where not all has its number: then the newest state that has. Why not at once: its number must be known before it is read. */
function numberedOf(asked: Asked): Asked {
  return asked.of === "settled" ? { ...asked, of: "newest" } : asked;
}

/** One snapshot of one server. */
async function attempt<T>(
  database: Database,
  databaseId: string,
  scope: Scope,
  asked: Asked,
  run: Reading<T>,
  mustNumber = false,
): Promise<{ readonly value: T; readonly token?: ConsistencyToken }> {
  const open = ([row]: readonly StateRow[]) => openedState(databaseId, row, asked, mustNumber);
  if (typeof run !== "function") {
    const rows = await database.use((session) => session.rows<StateRow>(stateQuery(scope, asked)));
    const opened = open(rows);
    return { ...opened, value: run.of(opened) };
  }
  return database.reading<{ value: T; token?: ConsistencyToken }, StateRow>(
    (written) => stateQuery(scope, asked, written),
    async (session, rows) => {
      const opened = rows.then(open);
      // Why: the function may fail before it awaits it.
      opened.catch(() => undefined);
      try {
        const at = await knownNumber(asked, opened);
        const value = await run(session, at === undefined ? scope : { ...scope, at }, opened);
        return { value, ...(await opened) };
      } catch (error) {
        // What is wrong with the snapshot comes first: in another one nothing else may be wrong.
        await opened;
        throw error;
      }
    },
  );
}

/** Waits only for a number that is not known beforehand. */
async function knownNumber({ of }: Asked, opened: Promise<OpenedState>): Promise<number | undefined> {
  if (of === "live" || of === "settled") return undefined;
  return typeof of === "number" ? of : (await opened).at;
}

async function pause(ms: number, deadline: number): Promise<void> {
  await sleep(Math.max(0, Math.min(ms, deadline - performance.now())));
}
