import type { DraftComment, DraftComments } from "../draft/draft.ts";
import type { Origin } from "../origin.ts";

/** Where the parts of a model stand in its source, and the comments around them. What is not found stands at what holds it. */
export interface FgaPlaces {
  readonly whole: Origin;
  type(type: string): Origin;
  relation(type: string, relation: string): Origin;
  /** The first place in the definition of a relation that the pattern matches. */
  inRelation(type: string, relation: string, pattern: RegExp): Origin;
  condition(name: string): Origin;
  parameter(condition: string, parameter: string): Origin;
  /** The text of the expression; undefined where it does not stand in the source as it is. */
  expression(condition: string): Origin | undefined;
  comments(
    place: CommentedPlace,
  ): DraftComments & { readonly foot?: readonly DraftComment[]; readonly afterBlank?: boolean };
}

/** What comments belong to: the file, a type, a relation of one, a condition. */
export type CommentedPlace =
  | { readonly kind: "file" }
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "relation"; readonly type: string; readonly relation: string }
  | { readonly kind: "condition"; readonly name: string };

/** The places of a model that is no text of its own. */
export function noPlaces(whole: Origin): FgaPlaces {
  const here = (): Origin => whole;
  return {
    whole,
    type: here,
    relation: here,
    inRelation: here,
    condition: here,
    parameter: here,
    expression: () => undefined,
    comments: () => ({ before: [] }),
  };
}
