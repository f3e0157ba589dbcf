import type { Arrow } from "@relata/model";
import type { Use } from "../graph.ts";

/**
 * Where a walk can stand, but for the id: a relation or permission of a type, or what lies behind an arrow of an arrow.
 * Leaves lead down from it, and leads up.
 */
export interface Spot {
  readonly type: string;
  readonly name: string | Arrow;
  readonly leaves: readonly Leaf[];
  /** What holds because this does. */
  readonly leads: readonly Lead[];
}

/**
 * One way in which an expression can hold. `isSure` where nothing else is needed: no other operand, nothing that excludes,
 * no policy but that of the tuples.
 */
export type Leaf = { readonly isSure: boolean } & (
  | ThisLeaf
  | { readonly kind: "name"; readonly spot: Spot }
  | ArrowLeaf
  | { readonly kind: "self" }
);

/** The tuples of a relation, with the spots of the sets that it admits. */
interface ThisLeaf {
  readonly kind: "this";
  readonly relation: string;
  readonly of: readonly Variant[];
  readonly sets: readonly Spot[];
}

/** Its targets by the types of the objects that it may lead to. */
interface ArrowLeaf {
  readonly kind: "arrow";
  readonly relation: string;
  readonly of: readonly Variant[];
  readonly targets: ReadonlyMap<string, Spot>;
}

/** What a relation admits, whatever its policies: plain subjects, all of a type, or the sets `as` of its objects. */
export interface Variant {
  readonly type: string;
  readonly isWildcard: boolean;
  readonly as?: string;
}

/** A leaf seen from below: to another name of the same object or, by a use, to the objects of tuples. */
export interface Lead {
  readonly to: Spot;
  readonly isSure: boolean;
  readonly by?: Step;
}

/** Tuples that lead on. `isThis` where their subject holds their relation, and not only something behind an arrow. */
export interface Step {
  readonly use: Use;
  readonly isThis: boolean;
}

/** Where a walk up begins: at tuples that name the subject, or every subject of its type, or at the subject itself. */
export interface Start {
  readonly to: Spot;
  readonly isSure: boolean;
  readonly by: "subject" | "wildcard" | "self";
  readonly use?: Use;
}
