import { Failure, isJsonObject, type ModelIndex } from "@relata/model";
import type { Precondition } from "@relata/store";
import { toFilter, type FilterInput } from "./filter-input.ts";

/** What must be so before the write, in the same transaction: some live tuple matches the filter, or none does. */
export interface PreconditionInput {
  readonly must: "match" | "not_match";
  readonly filter: FilterInput;
}

/**
 * A precondition of the right form.
 *
 * @throws Failure `invalid_tuple`, and as `toFilter`
 */
export function toPrecondition(index: ModelIndex, input: PreconditionInput): Precondition {
  if (!isJsonObject(input) || !holdsBoth(input)) {
    throw new Failure(
      "invalid_tuple",
      'a precondition is `{ must: "match" | "not_match", filter: { object, relation, subject } }`',
    );
  }
  return { must: input.must, filter: toFilter(index, input.filter, "invalid_tuple") };
}

/** Why: of a `must` that is misspelt, or another part beside these, nobody would know what it demands. */
function holdsBoth(input: object): boolean {
  const { must, filter } = input as Partial<PreconditionInput>;
  return (must === "match" || must === "not_match") && isJsonObject(filter);
}
