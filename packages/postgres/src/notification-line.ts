import type { Sql } from "postgres";
import type { Database } from "./database.ts";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A connection that listens to a channel, and is made anew whenever it is lost, with growing pauses. What is told while there
 * is none is lost: and so each new one begins with a call.
 */
export class NotificationLine {
  readonly #database: Database;
  readonly #channel: string;
  readonly #onNotified: () => void;
  #client: Sql | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #isEnded = false;

  /** `channel` is a name of small letters, digits and `_`. */
  constructor(database: Database, channel: string, onNotified: () => void) {
    this.#database = database;
    this.#channel = channel;
    this.#onNotified = onNotified;
    this.#connect();
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  #connect(): void {
    const client: Sql = this.#database.openClient({
      onClose: () => this.#lost(client),
      onNotify: () => this.#onNotified(),
    });
    this.#client = client;
    void this.#listen(client);
  }

  async #listen(client: Sql): Promise<void> {
    try {
      await client.unsafe(`listen ${this.#channel}`);
    } catch {
      this.#lost(client);
      return;
    }
    this.#pauseMs = FIRST_PAUSE_MS;
    if (client === this.#client) this.#onNotified();
  }

  #lost(client: Sql): void {
    if (this.#isEnded || client !== this.#client) return;
    this.#drop();
    this.#timer = setTimeout(() => this.#connect(), this.#pauseMs);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    client?.end({ timeout: 0 }).catch(() => undefined);
  }
}
