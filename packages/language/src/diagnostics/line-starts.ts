/**
 * The lines of a text: where each starts, and on which of them an offset lies. A line ends at `\n`, which is its last
 * character; a carriage return before it is a character of the line like any other. Cost to make: linear in the text.
 */
export class LineStarts {
  readonly #starts = [0];

  constructor(text: string) {
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) this.#starts.push(end + 1);
  }

  /** The line, from 1, and the column, from 1 in UTF-16 units. Cost: logarithmic in the number of lines. */
  locate(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#start(low) + 1 };
  }

  #start(index: number): number {
    return this.#starts[index] ?? 0;
  }
}
