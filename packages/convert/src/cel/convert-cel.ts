import type { ValueType } from "@relata/model";

import type { DraftPiece } from "../draft/draft.ts";
import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import { CelMistake } from "./cel-mistake.ts";
import type { Cel } from "./cel-syntax.ts";
import { lexCel } from "./lex-cel.ts";
import { parseCel } from "./parse-cel.ts";
import { writeCel } from "./write-cel.ts";
import type { CelSite, CelVariable } from "./written-cel.ts";

/** A parameter of a condition: its name in the source, what it is called here, and its type. */
export interface CelParameter {
  readonly name: string;
  readonly called: string;
  readonly type: ValueType;
}

export interface ConvertedCel {
  /** The body of the policy; there also where something in it was refused. */
  readonly pieces: readonly DraftPiece[];
  /** The parameters that it reads, by their names in the source. */
  readonly reads: ReadonlySet<string>;
  /** The text of comments in it. */
  readonly comments: readonly string[];
}

/**
 * The CEL between two offsets of a file as the expression of a policy. What CEL has and policies have not is refused at its place,
 * all of it at once; what is no CEL, at the first mistake. Types are left to the compiler of the model, which knows them all.
 */
export function convertCel(expression: Origin, parameters: readonly CelParameter[], refusals: Refusals): ConvertedCel {
  const { source } = expression;
  try {
    const { tokens, comments } = lexCel(source.text, expression.start, expression.end);
    const cel = parseCel(tokens);
    const reads = new Set<string>();
    const variables = new Map<string, CelVariable>(
      parameters.map(({ name, called, type }) => [name, { called, type }]),
    );
    const site: CelSite = {
      refusals,
      parameters: new Set(parameters.map(({ called }) => called)),
      originOf: ({ start, end }) => ({ source, start, end }),
      write: (part, inside) => {
        noteRead(part, variables, inside, reads);
        return writeCel(part, inside, site);
      },
    };
    const { pieces } = site.write(cel, variables);
    return { pieces, reads, comments: comments.map(({ text }) => text) };
  } catch (mistake) {
    if (!(mistake instanceof CelMistake)) throw mistake;
    const { start, end, message, hint } = mistake;
    refusals.refuse("source_syntax", { source, start, end }, message, hint);
    return { pieces: [{ text: "true", origin: expression }], reads: new Set(), comments: [] };
  }
}

/** A name reads a parameter unless the variable of a list function stands before it. */
function noteRead(
  part: Cel,
  parameters: ReadonlyMap<string, CelVariable>,
  inside: ReadonlyMap<string, CelVariable>,
  reads: Set<string>,
): void {
  if (part.kind === "name" && parameters.has(part.name) && parameters.get(part.name) === inside.get(part.name))
    reads.add(part.name);
}
