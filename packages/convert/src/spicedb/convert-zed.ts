import type { LoadFile, SourceFile } from "@relata/language";
import type { Model } from "@relata/model";

import type { Conversion } from "../converted.ts";
import { printDrafts } from "../draft/print-draft.ts";
import type { Origin } from "../origin.ts";
import { Refusals, type Note } from "../refusal.ts";
import { draftSchema } from "./draft-schema.ts";
import { readSchema } from "./read-schema.ts";
import { toldOfBroken } from "./told-of-broken.ts";
import { isSaid } from "./validation/read-validation.ts";
import { toTuples } from "./validation/to-tuples.ts";

export interface SpicedbOptions {
  /** The text of a file that the source names, by its path; undefined where there is none. */
  readonly load?: LoadFile;
  /** Relationships as text, a line each, besides those of the source. */
  readonly relationships?: SourceFile;
}

/**
 * A SpiceDB schema (`.zed`) as a model: definitions as types, caveats as policies, what `+ & -` mean by their precedence as parentheses,
 * comments where they were. What it imports comes along, a file for each.
 *
 * Law: of the tuples that both admit, the model decides as the schema does, but for what `notes` tell. Never throws.
 */
export function convertZed(source: SourceFile, options: SpicedbOptions = {}): Conversion {
  const refusals = new Refusals();
  const schema = convertSchema(source, wholeOf(source), options.load, refusals);
  if (schema === undefined) return { refusals: refusals.finish() };
  const { files, model, names, notes } = schema;
  const tuples = toTuples(relationshipLines(options.relationships), { model, names, refusals });
  if (refusals.any) return { refusals: refusals.finish() };
  return { converted: { files, model, tuples, suites: [], notes }, refusals: [] };
}

export interface ConvertedSchema {
  readonly files: readonly SourceFile[];
  readonly model: Model;
  /** What the parameters of caveats are called here. */
  readonly names: ReadonlyMap<string, string>;
  readonly notes: readonly Note[];
}

/** The schema alone; undefined where something was refused. */
export function convertSchema(
  source: SourceFile,
  whole: Origin,
  load: LoadFile | undefined,
  refusals: Refusals,
): ConvertedSchema | undefined {
  const files = readSchema(source, load, refusals);
  const { drafts, names, notes } = draftSchema(files, refusals);
  const broken = refusals.any;
  const print = printDrafts(drafts, whole);
  refusals.add(broken ? toldOfBroken(print.refusals, files) : print.refusals);
  if (broken || print.printed === undefined) return undefined;
  return { ...print.printed, names, notes: [...notes, ...print.notes] };
}

export function wholeOf(source: SourceFile): Origin {
  return { source, start: 0, end: 0 };
}

/** The lines of a file of relationships that say something. */
export function relationshipLines(
  source: SourceFile | undefined,
): readonly { readonly text: string; readonly origin: Origin }[] {
  if (source === undefined) return [];
  let at = 0;
  return source.text.split("\n").flatMap((line) => {
    const text = line.trim();
    const start = at + line.indexOf(text);
    at += line.length + 1;
    return isSaid(text) ? [{ text, origin: { source, start, end: start + text.length } }] : [];
  });
}
