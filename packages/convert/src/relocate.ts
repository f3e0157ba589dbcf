import type { SourceFile } from "@relata/language";

import { spanOf, type Origin } from "./origin.ts";
import type { Note, Refusal } from "./refusal.ts";

/**
 * Texts that stand inside of other files: a model in a YAML file, a condition in JSON. Each is read as a file of its own, under a
 * path of its own; what is said of it is then told of the file in which it stands.
 */
export class Embedded {
  readonly #texts = new Map<string, (start: number, end: number) => Origin>();

  /** A text as a file of its own. */
  file(text: string, name: string, within: Origin, originOf?: (start: number, end: number) => Origin): SourceFile {
    const path = `${within.source.path}#${name}`;
    this.#texts.set(path, originOf ?? (() => within));
    return { path, text };
  }

  refusal(refusal: Refusal): Refusal {
    const { path, start, end } = refusal.span;
    const originOf = this.#texts.get(path);
    return originOf === undefined ? refusal : this.refusal({ ...refusal, span: spanOf(originOf(start, end)) });
  }

  note(note: Note): Note {
    const originOf = note.span === undefined ? undefined : this.#texts.get(note.span.path);
    if (note.span === undefined || originOf === undefined) return note;
    return this.note({ ...note, span: spanOf(originOf(note.span.start, note.span.end)) });
  }
}
