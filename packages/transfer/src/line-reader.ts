/** What a line is read as, and what is told of one that is too long. */
export interface LineHandling<T> {
  /** The line without its end; undefined where it holds nothing. Lines are numbered from 1. */
  readonly read: (text: string, line: number) => T | undefined;
  readonly maxLength: number;
  readonly onTooLong: (line: number) => void;
}

/**
 * Text in chunks, cut anywhere, as lines. A line ends with a line feed; a carriage return before it is part of the line.
 * At most one line, of the most length, is kept. Cost: linear in the text, however it is cut.
 */
export class LineReader<T> {
  readonly #handling: LineHandling<T>;
  #held = "";
  #line = 1;
  #isTooLong = false;

  constructor(handling: LineHandling<T>) {
    this.#handling = handling;
  }

  *push(chunk: string): Generator<T> {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end !== -1; end = chunk.indexOf("\n", start)) {
      this.#hold(chunk.slice(start, end));
      start = end + 1;
      const read = this.#take();
      if (read !== undefined) yield read;
    }
    this.#hold(chunk.slice(start));
  }

  *end(): Generator<T> {
    const read = this.#take();
    if (read !== undefined) yield read;
  }

  #hold(part: string): void {
    if (this.#isTooLong) return;
    if (this.#held.length + part.length <= this.#handling.maxLength) {
      this.#held += part;
      return;
    }
    this.#isTooLong = true;
    this.#held = "";
    this.#handling.onTooLong(this.#line);
  }

  #take(): T | undefined {
    const text = this.#held;
    const skipped = this.#isTooLong;
    const line = this.#line++;
    this.#held = "";
    this.#isTooLong = false;
    return skipped ? undefined : this.#handling.read(text, line);
  }
}
