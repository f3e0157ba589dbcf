import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { MaybePromise } from "@relata/store";

/** For how many milliseconds in all what failed is tried again; 0 where it is not. */
export type Patience = (error: unknown) => number;

const FIRST_PAUSE_MS = 1;
/** Short, because one look costs some microseconds, and a lock that many want is free for as long between two who take it. */
const LONGEST_PAUSE_MS = 10;

/**
 * What the work answers, at once where it can. Where patience says so, a promise: the work is tried again, after pauses
 * that grow, until it is done or the time is over. Nothing blocks meanwhile.
 */
export function persist<T>(work: () => T, patience: Patience): MaybePromise<T> {
  try {
    return work();
  } catch (error) {
    if (patience(error) === 0) throw error;
    return tryAgain(work, patience, performance.now());
  }
}

/** At least once more, however late it is. */
async function tryAgain<T>(work: () => T, patience: Patience, since: number): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    // Not all who wait at the same moment.
    await sleep(pauseMs * (0.5 + Math.random() / 2));
    try {
      return work();
    } catch (error) {
      if (performance.now() - since >= patience(error)) throw error;
    }
  }
}

/**
 * Work that is done one after the other, in the order in which it was given: only the first of those who wait tries. Patience
 * ends where nothing of the queue was done for so long: it is for those who hold the lock, not for who came before.
 */
export class Queue {
  readonly #patience: Patience;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #doneAt = -Infinity;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** At once where nobody waits. */
  do<T>(work: () => T): MaybePromise<T> {
    if (this.#waiting > 0) return this.#after(this.#last, work);
    const done = persist(work, this.#patience);
    return done instanceof Promise ? this.#wait(done) : done;
  }

  #after<T>(before: Promise<unknown>, work: () => T): Promise<T> {
    const came = performance.now();
    return this.#wait(
      before.then(async () => {
        // Why: those who waited for one lock would else be done in one turn of the event loop.
        await nextTurn();
        const since = Math.max(came, this.#doneAt);
        try {
          return work();
        } catch (error) {
          if (performance.now() - since >= this.#patience(error)) throw error;
          return tryAgain(work, this.#patience, since);
        }
      }),
    );
  }

  #wait<T>(turn: Promise<T>): Promise<T> {
    const leave = () => {
      this.#waiting--;
    };
    const leaveDone = () => {
      this.#doneAt = performance.now();
      leave();
    };
    this.#waiting++;
    this.#last = turn.then(leaveDone, leave);
    return turn;
  }
}
