import type { Output } from "../surroundings.ts";

/**
 * One line that is written over as work goes on, on a terminal only, and is gone at the end. The work blocks the event
 * loop, so nothing moves between two calls of `say`.
 */
export class Progress {
  readonly #output: Output;
  #isShown = false;

  constructor(output: Output) {
    this.#output = output;
  }

  say(text: string): void {
    if (this.#output.isTTY !== true) return;
    // Why cut: a line that wraps is not written over.
    this.#output.write(`\r\u001B[2K${text.slice(0, (this.#output.columns ?? 80) - 1)}`);
    this.#isShown = true;
  }

  /** Takes the line away. Called again, does nothing. */
  end(): void {
    if (this.#isShown) this.#output.write("\r\u001B[2K");
    this.#isShown = false;
  }
}
