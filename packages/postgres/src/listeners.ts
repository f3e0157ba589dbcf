import { channelOf } from "./channel-of.ts";
import type { Database } from "./database.ts";
import { MANY, newsQuery, type NewsRow } from "./news-query.ts";
import { NotificationLine } from "./notification-line.ts";

/** How long a lost message can go unnoticed. */
const POLL_MS = 1_000;

interface Listener {
  readonly store: string;
  readonly wake: () => void;
}

export interface ListenersParts {
  readonly database: Database;
  /** Who the database is, once its tables are there. */
  readonly open: () => Promise<unknown>;
  /** Says that something may wait for its number. */
  readonly tell: () => void;
}

/**
 * Those who want to know when the log grows. The server's notification only says that it is time to look; what is there is
 * found by looking, on every notification and each second: and so none that is lost loses anything. While anybody listens,
 * what no process has numbered is.
 */
export class Listeners {
  readonly #parts: ListenersParts;
  readonly #listeners = new Set<Listener>();
  #line: NotificationLine | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isStale = false;
  /** The newest number that was found; none before the first look, after which all are woken. */
  #reached: number | undefined;
  #isClosed = false;

  constructor(parts: ListenersParts) {
    this.#parts = parts;
  }

  /** Answers how to stop. */
  add(store: string, wake: () => void): () => void {
    const listener = { store, wake };
    if (this.#isClosed) return () => undefined;
    this.#listeners.add(listener);
    this.#line ??= new NotificationLine(this.#parts.database, channelOf(this.#parts.database.place), () =>
      this.#look(),
    );
    this.#look();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
    this.#rest();
    await this.#looking;
  }

  #rest(): void {
    this.#line?.end();
    this.#line = undefined;
    this.#reached = undefined;
    clearTimeout(this.#timer);
  }

  /** Of many calls during one look, all need one more. */
  #look(): void {
    this.#isStale = true;
    this.#looking ??= this.#lookUntilFresh();
  }

  async #lookUntilFresh(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#isStale && this.#listeners.size > 0) {
      this.#isStale = false;
      // Why dropped: it is looked again in a second, until it succeeds or nobody listens.
      await this.#lookOnce().catch(() => undefined);
    }
    this.#looking = undefined;
    if (this.#listeners.size > 0) this.#timer = setTimeout(() => this.#look(), POLL_MS);
  }

  async #lookOnce(): Promise<void> {
    const { database, open, tell } = this.#parts;
    await open();
    const before = this.#reached;
    const [row] = await database.use((session) => session.rows<NewsRow>(newsQuery(database.tables, before ?? 0)));
    if (row === undefined) return;
    if (row.pending) tell();
    const reached = Number(row.reached);
    if (this.#listeners.size > 0) this.#reached = reached;
    const isMany = before === undefined || reached - before > MANY;
    const stores = new Set(JSON.parse(row.stores ?? "[]") as readonly string[]);
    for (const listener of this.#listeners) if (isMany || stores.has(listener.store)) this.#wake(listener);
  }

  /** By itself, so that what it throws is its own. */
  #wake(listener: Listener): void {
    queueMicrotask(() => {
      if (this.#listeners.has(listener)) listener.wake();
    });
  }
}
