import type { Json, JsonObject, ObjectRef, Tuple } from "@relata/model";

/** What all tuples of a kind have in common: everything that a model can admit or refuse, but for parameters. */
export interface TupleKind {
  readonly type: string;
  readonly relation: string;
  /** As in a model's list of what a relation admits. */
  readonly subject: {
    readonly type: string;
    readonly relation?: string;
    readonly wildcard?: true;
    readonly policy?: string;
  };
}

/** The attributes of one name on objects of one type. */
export interface AttributeKind {
  readonly type: string;
  readonly name: string;
}

/**
 * What a judge says of a kind: undefined where all of it may stay, a reason where none of it may, or a function that says
 * so of each value: of the parameters of a tuple, or of the value of an attribute.
 */
export type Judgement<T> = undefined | string | ((value: T) => string | undefined);

/**
 * Judges what is live, kind by kind. A synchronous function of what it is given, so that it can be called inside a
 * transaction of any adapter; reasons are the ends of sentences, and few, because what is stranded is counted by them.
 */
export interface Judge {
  tuples(kind: TupleKind): Judgement<JsonObject>;
  attributes(kind: AttributeKind): Judgement<Json>;
}

/** Examples of each kind that is stranded. */
export const MAX_EXAMPLES = 5;

/** Everything live that a judge does not let stay, counted by kind and reason; both lists in canonical order. */
export interface Stranded {
  readonly tuples: readonly StrandedTuples[];
  readonly attributes: readonly StrandedAttributes[];
}

export interface StrandedTuples {
  readonly kind: TupleKind;
  readonly reason: string;
  readonly count: number;
  /** Some of them, five at the most. */
  readonly examples: readonly Tuple[];
}

export interface StrandedAttributes {
  readonly kind: AttributeKind;
  readonly reason: string;
  readonly count: number;
  /** Some of them, five at the most. */
  readonly examples: readonly { readonly object: ObjectRef; readonly value: Json }[];
}

/** How many tuples and attributes are stranded, of all kinds. */
export function countStranded({ tuples, attributes }: Stranded): {
  readonly tuples: number;
  readonly attributes: number;
} {
  return { tuples: total(tuples), attributes: total(attributes) };
}

function total(all: readonly { readonly count: number }[]): number {
  return all.reduce((sum, { count }) => sum + count, 0);
}
