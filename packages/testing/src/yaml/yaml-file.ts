import { LineCounter, parseDocument, type Node } from "yaml";
import type { Place, Problem } from "./problem.ts";
import { YamlValue } from "./yaml-value.ts";

/** Bytes do not matter, but what a person wrote by hand is never this long: UTF-16 units of one suite. */
const MAX_LENGTH = 1_048_576;

/**
 * One file of YAML, read with the place of every value. What is wrong is collected, so that one reading tells all of it.
 * YAML 1.2, so that `no` is text; aliases, tags and several documents are refused: a suite is read by people, and each of
 * them can make a short file mean a long one.
 */
export class YamlFile {
  readonly path: string;
  readonly text: string;
  readonly problems: Problem[] = [];
  readonly #lines = new LineCounter();

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** The whole file as one value; undefined where it is not YAML, which is then a problem. */
  read(): YamlValue | undefined {
    if (this.text.length > MAX_LENGTH) {
      this.report(0, `the file has more than ${MAX_LENGTH.toLocaleString("en")} characters: part it into several`);
      return undefined;
    }
    const contents = this.#parse();
    if (this.problems.length > 0) return undefined;
    if (contents !== null) return new YamlValue(this, contents, "the file", 0);
    this.report(0, "the file is empty: a suite has at least `model` and `tests`");
    return undefined;
  }

  placeAt(offset: number): Place {
    // Why at least 1: of an empty file the counter knows no line.
    const { line, col } = this.#lines.linePos(offset);
    return { path: this.path, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  report(offset: number, message: string): void {
    this.problems.push({ place: this.placeAt(offset), message });
  }

  #parse(): Node | null {
    const lineCounter = this.#lines;
    const document = parseDocument(this.text, { lineCounter, prettyErrors: false, version: "1.2", merge: false });
    const exhausted = document.errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
    if (exhausted !== undefined) this.report(exhausted.pos[0], "the file nests too deeply to be read");
    else
      for (const { pos, message } of [...document.errors, ...document.warnings]) this.report(pos[0], lowered(message));
    return document.contents;
  }
}

/** Messages of the house begin in lower case. */
function lowered(message: string): string {
  return `${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
}
