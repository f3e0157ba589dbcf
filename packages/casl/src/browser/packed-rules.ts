import { unpackRules as unpack, type PackRule } from "@casl/ability/extra";
import type { Schema } from "@relata/core";
import type { Absent } from "../rule.ts";
import type { RuleOf } from "./abilities.ts";

/** Rules as plain JSON. The rules are packed as CASL packs them, so that its own `unpackRules` reads them too. */
export interface PackedRules {
  readonly rules: readonly PackRule<RuleOf>[];
  /** RFC 3339: from then on the rules may be wider than a check, and are to be fetched anew. */
  readonly validUntil?: string;
  readonly absent?: readonly Absent[];
}

export interface UnpackedRules<S extends Schema = Schema> {
  readonly rules: RuleOf<S>[];
  readonly validUntil?: Date;
  readonly absent: readonly Absent[];
}

/** What was packed. Law: an ability with these rules answers as one with those that were packed. */
export function unpackRules<S extends Schema = Schema>({
  rules,
  validUntil,
  absent = [],
}: PackedRules): UnpackedRules<S> {
  return {
    // Why a cast: whether the rules are of that schema, the server knows that sent them.
    rules: unpack([...rules]) as unknown as RuleOf<S>[],
    absent,
    ...(validUntil !== undefined && { validUntil: new Date(validUntil) }),
  };
}
