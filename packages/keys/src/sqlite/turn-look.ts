import { setImmediate as nextTurn } from "node:timers/promises";
import type { MaybePromise } from "../key-store.ts";

/**
 * Looks once for all who ask in one turn of the event loop: when the turn is over, and so after each of them asked. What a look takes is
 * more than all else that is done for a key that is known.
 */
export class TurnLook<T> {
  readonly #look: () => MaybePromise<T>;
  #next: Promise<T> | undefined;

  constructor(look: () => MaybePromise<T>) {
    this.#look = look;
  }

  /** @throws whatever the look throws */
  take(): Promise<T> {
    this.#next ??= nextTurn().then(() => {
      this.#next = undefined;
      return this.#look();
    });
    return this.#next;
  }
}
