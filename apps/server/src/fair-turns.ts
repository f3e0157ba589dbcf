/**
 * How long requests are begun in one phase of a turn of the event loop, in milliseconds. Why so short: where their keys are known, they wait
 * for one look at the store together, and go on together after it, which takes several times as long.
 */
const TURN_MS = 2;

/**
 * Begins work in the order in which it comes, and no more of it in a turn of the event loop than takes some milliseconds.
 *
 * Why: node accepts one connection a turn. Where answers are made at once, as from a file, a turn would be as long as all requests take
 * that are there; a new connection would wait for as many turns as there are others, timers would be late, and streams silent.
 */
export class FairTurns {
  #waiting = 0;
  #began: number | undefined;

  run(work: () => void): void {
    if (this.#waiting === 0 && this.#hasTime()) work();
    else this.#later(work);
  }

  /** What is put off again is still in order: all of it is, and whatever comes meanwhile stands behind. */
  #later(work: () => void): void {
    this.#waiting++;
    setImmediate(() => {
      this.#waiting--;
      if (this.#hasTime()) work();
      else this.#later(work);
    });
  }

  #hasTime(): boolean {
    const now = performance.now();
    if (this.#began === undefined) {
      this.#began = now;
      setImmediate(() => (this.#began = undefined));
    }
    return now - this.#began < TURN_MS;
  }
}
