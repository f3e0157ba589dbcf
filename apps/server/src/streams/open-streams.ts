import { formatSubject } from "@relata/model";
import type { Caller } from "../access/access.ts";
import { Problem } from "../problems/problem.ts";
import type { StreamSettings } from "./stream-settings.ts";

type Most = Pick<StreamSettings, "perServer" | "perCaller">;

/** A stream that ended makes room at once: whoever is refused may look again soon. */
const HEADERS = { "retry-after": "5" };

/** The streams that are open: each holds a socket and a watch of the store, so that they are counted and not endless. */
export class OpenStreams {
  readonly #most: Most;
  readonly #byCaller = new Map<string, number>();
  #count = 0;

  constructor(most: Most) {
    this.#most = most;
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Takes a place, and returns what gives it back, once.
   *
   * @throws Problem `too_many_streams` where the caller has as many as it may, `streams_exhausted` where the server has
   */
  take(caller: Caller): () => void {
    const { perServer, perCaller } = this.#most;
    const name = nameOf(caller);
    const own = name === undefined ? 0 : (this.#byCaller.get(name) ?? 0);
    if (own >= perCaller) {
      const message = `the caller has ${perCaller} streams open, which is the most: end one of them`;
      throw new Problem("too_many_streams", message, { headers: HEADERS });
    }
    if (this.#count >= perServer) {
      const message = `the server keeps ${perServer} streams open, which is the most: come again later`;
      throw new Problem("streams_exhausted", message, { headers: HEADERS });
    }
    this.#add(name, 1);
    let isOpen = true;
    return () => {
      if (isOpen) this.#add(name, -1);
      isOpen = false;
    };
  }

  #add(name: string | undefined, by: 1 | -1): void {
    this.#count += by;
    if (name === undefined) return;
    const left = (this.#byCaller.get(name) ?? 0) + by;
    if (left === 0) this.#byCaller.delete(name);
    else this.#byCaller.set(name, left);
  }
}

/** Why the key before the subject: what was made of it, and acts as somebody else, counts with it. */
function nameOf(caller: Caller): string | undefined {
  return caller === undefined ? undefined : (caller.key ?? formatSubject(caller.subject));
}
