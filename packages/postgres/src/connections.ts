import { Failure } from "@relata/model";
import { storeClosed, type StoreLoad } from "@relata/store";
import type { Sql } from "postgres";
import { openClient, type ClientEvents, type ClientOptions } from "./open-client.ts";
import { ownWire } from "./own-wire.ts";
import { Session } from "./session.ts";

export interface ConnectionsOptions extends ClientOptions {
  readonly poolSize: number;
  readonly prepare: boolean;
  /** How long a call waits until a connection is free. */
  readonly poolTimeoutMs: number;
  /** How long the server may take for one statement, which it is told as well. */
  readonly statementTimeoutMs: number;
}

export interface UseOptions {
  /** Whether the server may take as long as it likes. */
  readonly isPatient?: boolean;
}

/** A client of the driver, with how often it has lost its connection. */
interface Line {
  readonly client: Sql;
  losses: number;
}

/** One connection of the pool, whether or not it is open at the moment. */
interface Slot {
  line: Line;
}

/** A call that waits for a slot. */
interface Waiter {
  readonly take: (slot: Slot) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * The connections of a store, lent out one by one. Each is a client of the driver with a pool of one.
 *
 * Why not the driver's own pool: it has no limit to how long a call waits, and a transaction in it does not learn that
 * its connection was cut between two statements.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #slots: readonly Slot[];
  readonly #free: Slot[];
  readonly #waiters = new Set<Waiter>();
  #closing: Promise<void> | undefined;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.poolSize }, () => ({ line: openLine(options) }));
    this.#free = [...this.#slots];
  }

  /** Of the pool. */
  get load(): StoreLoad {
    const free = this.#free.length;
    return { busy: this.#slots.length - free, free, waiting: this.#waiters.size };
  }

  /**
   * Lends a connection to the function, and takes it back when that is done. One on which nothing is heard, for so long that
   * the server would have connected and ended a statement, is lost.
   *
   * @throws Failure `closed`; `store_unavailable` where none became free in time
   */
  async use<T>(run: (session: Session) => Promise<T>, { isPatient = false }: UseOptions = {}): Promise<T> {
    const slot = await this.#take();
    const { line } = slot;
    const { losses } = line;
    const isCut = () => line.losses !== losses;
    const { prepare, connectTimeoutMs, statementTimeoutMs } = this.#options;
    const limitMs = isPatient ? Infinity : connectTimeoutMs + statementTimeoutMs;
    const session = new Session(ownWire(line.client, limitMs), { prepare, isCut });
    try {
      return await run(session);
    } finally {
      if (session.isBroken) this.#renew(slot);
      this.#giveBack(slot);
    }
  }

  /** A client to the same server that is none of the pool; whoever opens it ends it. */
  openAnother(events: ClientEvents): Sql {
    return openClient(this.#options, events);
  }

  /** Refuses whoever waits, waits itself for what is under way, and ends every connection. */
  async close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    for (const { fail } of this.#waiters) fail(storeClosed());
    this.#waiters.clear();
    while (this.#free.length < this.#slots.length) {
      await new Promise<void>((resolve) => {
        this.#waiters.add({ take: (slot) => resolve(void this.#free.push(slot)), fail: () => resolve() });
      });
    }
    await Promise.all(this.#slots.map(({ line }) => line.client.end({ timeout: 5 })));
  }

  async #take(): Promise<Slot> {
    if (this.#closing !== undefined) throw storeClosed();
    const slot = this.#free.pop();
    return slot ?? this.#wait();
  }

  #wait(): Promise<Slot> {
    const { poolSize, poolTimeoutMs } = this.#options;
    return new Promise((take, reject) => {
      const fail = (error: unknown) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        reject(error);
      };
      const waiter: Waiter = { take: (slot) => (clearTimeout(timer), take(slot)), fail };
      const timer = setTimeout(() => {
        const message = `all ${poolSize} connections were busy for ${poolTimeoutMs} ms: make \`poolSize\` larger`;
        fail(new Failure("store_unavailable", message));
      }, poolTimeoutMs);
      this.#waiters.add(waiter);
    });
  }

  /** Why not the same client: the driver takes the last words of a lost connection for those of the next. */
  #renew(slot: Slot): void {
    const { client } = slot.line;
    slot.line = openLine(this.#options);
    client.end({ timeout: 0 }).catch(() => undefined);
  }

  /** To whoever has waited longest: a set keeps the order in which it was filled. */
  #giveBack(slot: Slot): void {
    const [waiter] = this.#waiters;
    if (waiter === undefined) {
      this.#free.push(slot);
      return;
    }
    this.#waiters.delete(waiter);
    waiter.take(slot);
  }
}

function openLine(options: ConnectionsOptions): Line {
  const client = openClient(options, { onClose: () => line.losses++ });
  const line: Line = { client, losses: 0 };
  return line;
}
