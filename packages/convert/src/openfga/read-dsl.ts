import { transformer } from "@openfga/syntax-transformer";
import type { SourceFile } from "@relata/language";
import type { Json } from "@relata/model";

import type { Refusals } from "../refusal.ts";
import { dslPlaces } from "./dsl-places.ts";
import type { FgaModel } from "./fga-model.ts";
import type { FgaPlaces } from "./fga-places.ts";
import { readFgaJson } from "./read-fga-json.ts";

/** A model, or a module of one, with the places of its parts. */
export interface ReadFga {
  readonly model: FgaModel;
  readonly places: FgaPlaces;
}

/** What the parser of OpenFGA throws. Lines and columns count from 0. */
interface SyntaxMistakes {
  readonly errors: readonly {
    readonly msg: string;
    readonly line?: { readonly start: number };
    readonly column?: { readonly start: number; readonly end: number };
  }[];
}

/**
 * Reads a model in the DSL with the parser of OpenFGA itself, so that what it takes is what is taken here. Undefined where it
 * takes it not, which is refused. Why not its validator: it throws at models that its server takes.
 */
export function readDsl(source: SourceFile, refusals: Refusals): ReadFga | undefined {
  const places = dslPlaces(source);
  const parsed = parse(source, places, refusals);
  if (parsed === undefined) return undefined;
  const model = readFgaJson(parsed.authorizationModel as Json, places.whole, refusals);
  const types = model.types.map((type) =>
    parsed.typeDefExtensions.has(type.name) ? { ...type, extends: true } : type,
  );
  return { model: { ...model, types }, places };
}

function parse(source: SourceFile, places: FgaPlaces, refusals: Refusals) {
  try {
    return transformer.transformModularDSLToJSONObject(source.text);
  } catch (error) {
    // Why not thrown on: on some broken texts the parser stumbles over a tree that it did not finish.
    if (!isMistakes(error)) {
      const hint = "OpenFGA's parser gives up on it: mend it there first";
      refusals.refuse("source_syntax", places.whole, "this is no model in the language of OpenFGA", hint);
      return undefined;
    }
    for (const { msg, line, column } of error.errors) {
      const start = offsetOf(source.text, line?.start ?? 0, column?.start ?? 0);
      const end = offsetOf(source.text, line?.start ?? 0, column?.end ?? 0);
      refusals.refuse("source_syntax", { source, start, end }, msg, "OpenFGA refuses this, too: mend it there first");
    }
    return undefined;
  }
}

function isMistakes(error: unknown): error is SyntaxMistakes {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 0; i < line; i++) start = text.indexOf("\n", start) + 1 || text.length;
  return Math.min(start + column, text.length);
}
