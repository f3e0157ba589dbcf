import { formatDiagnostic, type DiagnosticCode, type Span } from "@relata/language";

import { spanOf, type Origin } from "./origin.ts";

/**
 * Why a source cannot be carried over, besides what the language says of the model that it would become. The table is closed.
 */
export const REFUSALS = {
  source_syntax: "the source is not written as its language is",
  source_invalid: "the source's own engine refuses this, so it has no meaning to carry over",
  source_missing: "a file that the source names is not there, or lies outside of its folder",
  source_format: "the file is none that is known, or a part of it has the wrong form",
  not_expressible: "the source means something that a model of relata cannot say",
  name_not_allowed: "a name, or an id, holds what names or ids of relata may not hold",
  tuple_not_admitted: "the model does not admit a tuple",
} as const;

export type RefusalCode = keyof typeof REFUSALS | DiagnosticCode;

/** One thing that cannot be carried over: what, where in the source, and what to do about it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
}

/** Something that was carried over and that whoever reads the result should know. Its place is left out where it is of all. */
export interface Note {
  readonly message: string;
  readonly span?: Span;
}

/** Collects what cannot be carried over, so that all of it is told at once. */
export class Refusals {
  readonly #refusals: Refusal[] = [];

  refuse(code: RefusalCode, origin: Origin, message: string, hint: string): void {
    this.#refusals.push({ code, message, hint, span: spanOf(origin) });
  }

  add(refusals: Iterable<Refusal>): void {
    this.#refusals.push(...refusals);
  }

  /** What the compiler says of the result, unless it lies in a part of the source of which something has been said. */
  addOutside(spoiled: readonly Origin[], refusals: Iterable<Refusal>): void {
    for (const refusal of refusals) {
      const { path, start } = refusal.span;
      if (!spoiled.some((part) => part.source.path === path && part.start <= start && start < part.end))
        this.#refusals.push(refusal);
    }
  }

  get any(): boolean {
    return this.#refusals.length > 0;
  }

  /** By path and offset; one and the same thing is told once. */
  finish(): readonly Refusal[] {
    const seen = new Set<string>();
    return this.#refusals
      .filter(({ code, message, span }) => {
        const key = JSON.stringify([code, message, span.path, span.start]);
        return !seen.has(key) && seen.add(key);
      })
      .sort((a, b) => (a.span.path < b.span.path ? -1 : a.span.path > b.span.path ? 1 : a.span.start - b.span.start));
  }
}

/** A refusal as a diagnostic is printed, with the line of the source and carets. `text` is that of the file of its span. */
export function formatRefusal(refusal: Refusal, text: string): string {
  return formatDiagnostic({ ...refusal, severity: "error" }, text);
}

/** `store.fga.yaml:3:1: note: …`. */
export function formatNote({ message, span }: Note): string {
  return span === undefined ? `note: ${message}` : `${span.path}:${span.line}:${span.column}: note: ${message}`;
}
