import type { AuditRow } from "../audit-row.ts";
import type { KeyStore } from "../key-store.ts";

const MINUTE_MS = 60_000;
const MOST_ROWS = 10_000;
/** So many are noted in one transaction: on SQLite, nothing else is done meanwhile. */
const ROWS_AT_ONCE = 500;

/** How what is noted later is noted. */
export interface LaterOptions {
  readonly withinMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * What requests leave behind, noted off their path: attempts, and when keys were last used, that at most once a minute for each
 * key. What cannot be noted is tried again, and `onError` is told; beyond 10,000 rows the oldest go, so that memory is bounded, also
 * while nothing is heard of the store.
 */
export class Later {
  readonly #store: KeyStore;
  readonly #options: LaterOptions;
  readonly #noted = new Map<string, number>();
  #used = new Map<string, number>();
  #rows: AuditRow[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(store: KeyStore, options: LaterOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** Rows that are not noted yet. */
  get waitingRows(): number {
    return this.#rows.length;
  }

  used(key: string, at: number): void {
    if (at - (this.#noted.get(key) ?? -Infinity) < MINUTE_MS) return;
    this.#noted.set(key, at);
    this.#used.set(key, at);
    this.#arm();
  }

  row(row: AuditRow): void {
    this.#rows.push(row);
    // Why so seldom: each time takes as long as there are rows.
    if (this.#rows.length >= 2 * MOST_ROWS) this.#rows = newest(this.#rows);
    // Why at once: where very many come the oldest would go.
    if (this.#rows.length === ROWS_AT_ONCE) this.#flushSoon();
    else this.#arm();
  }

  /** Notes all that waits. @throws Failure as the store has */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // One after the other, so that rows stay in their order.
    const done = this.#running.then(() => this.#write());
    this.#running = done.catch(() => undefined);
    return done;
  }

  /** In small transactions, with a turn of the event loop behind each. */
  async #write(): Promise<void> {
    let [used, rows] = [this.#used, newest(this.#rows)];
    [this.#used, this.#rows] = [new Map(), []];
    try {
      while (used.size > 0 || rows.length > 0) {
        await this.#store.note(used, rows.slice(0, ROWS_AT_ONCE));
        [used, rows] = [new Map(), rows.slice(ROWS_AT_ONCE)];
        if (rows.length > 0) await nextTurn();
      }
      this.#forget();
    } catch (error) {
      this.#used = new Map([...used, ...this.#used]);
      this.#rows = newest([...rows, ...this.#rows]);
      throw error;
    }
  }

  /** Keys that were not used for a minute need not be remembered. */
  #forget(): void {
    let latest = -Infinity;
    for (const at of this.#noted.values()) latest = Math.max(latest, at);
    for (const [key, at] of this.#noted) if (latest - at >= MINUTE_MS) this.#noted.delete(key);
  }

  #arm(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#flushSoon(), this.#options.withinMs);
    // Nothing waits for this alone.
    this.#timer.unref();
  }

  #flushSoon(): void {
    this.flush().catch((error: unknown) => {
      this.#options.onError(error);
      this.#arm();
    });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function newest(rows: AuditRow[]): AuditRow[] {
  return rows.length <= MOST_ROWS ? rows : rows.slice(-MOST_ROWS);
}
