import type { SourceFile } from "@relata/language";

import type { Origin } from "../origin.ts";

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** Text as it is being written, which remembers where each part of it comes from. */
export class DraftText {
  #text = "";
  readonly #stretches: Stretch[] = [];

  write(text: string, origin?: Origin): this {
    const start = this.#text.length;
    this.#text += text;
    if (origin !== undefined) this.#stretches.push({ start, end: this.#text.length, origin });
    return this;
  }

  /** What `write` writes comes from there, where it says nothing nearer itself. */
  from(origin: Origin, write: () => void): this {
    const start = this.#text.length;
    write();
    this.#stretches.push({ start, end: this.#text.length, origin });
    return this;
  }

  /** Begins a line, unless one has just begun. */
  line(indent = ""): this {
    if (this.#text !== "" && !this.#text.endsWith("\n")) this.#text += "\n";
    this.#text += indent;
    return this;
  }

  /** Leaves an empty line, unless there is one. */
  blank(): this {
    this.line();
    if (this.#text !== "" && !this.#text.endsWith("\n\n") && !this.#text.endsWith("{\n")) this.#text += "\n";
    return this;
  }

  finish(path: string): WrittenDraft {
    const source = { path, text: this.line().#text };
    return { source, originOf: (start, end) => nearest(this.#stretches, start, end) };
  }
}

export interface WrittenDraft {
  readonly source: SourceFile;
  /** Where a stretch of the text comes from: the origin of the least part that holds it, else of one that it begins in. */
  readonly originOf: (start: number, end: number) => Origin | undefined;
}

function nearest(stretches: readonly Stretch[], start: number, end: number): Origin | undefined {
  const size = (each: Stretch): number => each.end - each.start;
  const least = (found: readonly Stretch[]): Stretch | undefined =>
    found.reduce<Stretch | undefined>(
      (best, each) => (best === undefined || size(each) < size(best) ? each : best),
      undefined,
    );
  const holding = stretches.filter((each) => each.start <= start && each.end >= end);
  return (least(holding) ?? least(stretches.filter((each) => each.start <= start && each.end > start)))?.origin;
}
