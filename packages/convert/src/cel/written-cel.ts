import type { ValueType } from "@relata/model";

import type { DraftPiece } from "../draft/draft.ts";
import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import type { Cel } from "./cel-syntax.ts";

/** A part of an expression as it is written here, and its type as far as it can be told from the text. */
export interface WrittenCel {
  readonly pieces: readonly DraftPiece[];
  readonly type: ValueType | undefined;
  /** Whether it can stand beside any operator without parentheses. */
  readonly tight: boolean;
  /** Of texts that are joined: what is joined, so that a run of `+` becomes one call. */
  readonly joined?: readonly WrittenCel[];
}

/** A name that an expression can read: what it is called here, and its type. */
export interface CelVariable {
  readonly called: string;
  readonly type: ValueType | undefined;
}

/** What the parts of one expression share. */
export interface CelSite {
  readonly refusals: Refusals;
  /** What the parameters are called. */
  readonly parameters: ReadonlySet<string>;
  readonly originOf: (at: { readonly start: number; readonly end: number }) => Origin;
  /** Writes a part of the expression, where the variables of list functions around it can be read, too. */
  readonly write: (cel: Cel, variables: ReadonlyMap<string, CelVariable>) => WrittenCel;
}

/** Text and parts, one behind the other; text comes from where the whole stands. */
export function written(
  parts: readonly (string | WrittenCel)[],
  origin: Origin,
  type: ValueType | undefined,
  tight = true,
): WrittenCel {
  const pieces = parts.flatMap((part) => (typeof part === "string" ? [{ text: part, origin }] : part.pieces));
  return { pieces, type, tight };
}

/** The part as an operand: in parentheses, unless it can do without. */
export function operand(part: WrittenCel, origin: Origin): WrittenCel {
  return part.tight ? part : written(["(", part, ")"], origin, part.type);
}

/** Parts with commas between them. */
export function listed(parts: readonly WrittenCel[]): readonly (string | WrittenCel)[] {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [", ", part]));
}
