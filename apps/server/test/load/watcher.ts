import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { read, type Told } from "../watch/event-source.ts";
import type { Ledger } from "./ledger.ts";

export interface WatcherParts {
  readonly url: string;
  readonly key: string;
  /** Where it begins: a token. */
  readonly after: string;
  readonly ledger: Ledger;
}

/** A client that watches, and comes again with the id of the last event that it read, however its stream ended. */
export class Watcher {
  /** Tokens of the revisions that it was told. */
  readonly told = new Set<string>();
  /** How often it came. */
  streams = 0;
  readonly #parts: WatcherParts;
  readonly #leaving = new AbortController();
  #lastEventId: string | undefined;
  #lastNumber = 0;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { ledger } = this.#parts;
    while (!this.#leaving.signal.aborted) {
      const began = ledger.begin();
      const end = await this.#follow();
      if (this.#leaving.signal.aborted) return;
      if (!ledger.isExcused(end, began)) ledger.fault(`/v1/watch: ${end}`);
      await sleep(200);
    }
  }

  leave(): void {
    this.#leaving.abort();
  }

  /** Why the stream ended. */
  async #follow(): Promise<string> {
    try {
      const response = await this.#come();
      if (response.statusCode !== 200) return codeOf(JSON.parse(await text(response)));
      this.streams++;
      for await (const told of read(new Response(Readable.toWeb(response) as ReadableStream))) {
        if (told === "") continue;
        if (told.event === "end") return codeOf(told.data);
        this.#take(told);
      }
      return "nobody";
    } catch {
      // Nobody listens, or it was cut.
      return "nobody";
    }
  }

  /** Over a connection of its own, which ends with the stream. */
  #come(): Promise<IncomingMessage> {
    const { url, key, after } = this.#parts;
    const query = new URLSearchParams({ after, type: "doc" });
    const resumed = this.#lastEventId === undefined ? {} : { "last-event-id": this.#lastEventId };
    const headers = { "x-api-key": key, ...resumed };
    const { signal } = this.#leaving;
    return new Promise((resolve, reject) => {
      get(`${url}/v1/watch?${query.toString()}`, { agent: false, headers, signal }, resolve).on("error", reject);
    });
  }

  #take({ id, event, data }: Told): void {
    this.#lastEventId = id;
    if (event !== "revision") return;
    const { number, token } = data as { readonly number: number; readonly token: string };
    if (number <= this.#lastNumber) this.#parts.ledger.fault(`told again: ${number} after ${this.#lastNumber}`);
    this.#lastNumber = number;
    this.told.add(token);
  }
}

function codeOf(problem: unknown): string {
  const { status, code } = problem as { readonly status: number; readonly code: string };
  return `${status} ${code}`;
}
