/** The longest that views hold back the log. */
const LONGEST_MS = 100;

/** While views of one state are open, the graph stays at it; but not for long. */
export class Hold {
  /** Whether the log has more, which waits for the end. */
  isDue = false;
  #until = -Infinity;

  /** Milliseconds until the graph may go on; 0 where it may now. */
  get leftMs(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /** For a view that is opened now. */
  begin(): void {
    this.#until = performance.now() + LONGEST_MS;
  }
}
