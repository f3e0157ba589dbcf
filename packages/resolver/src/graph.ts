import type { JsonObject, ObjectRef, SubjectRef, Tuple } from "@relata/model";
import type { Memberships } from "./memberships.ts";

/** What a graph says while it lacks an answer: it has noted the question, and the driver will fetch it. */
export const PENDING = Symbol("pending");

export type Pending = typeof PENDING;

/**
 * What the resolver reads: narrow questions about the tuples and attributes of one snapshot. A graph in memory answers
 * at once; one that loads on demand answers `PENDING` and remembers what was wanted (`LoadedGraph`).
 *
 * A tuple on `T:*` counts wherever an object of the type is read: every answer "on an object" includes those on the
 * wildcard object of its type. The object `T:*` itself has only its own. Answers are in canonical order, unfiltered by
 * model, window or policy: that is the resolver's to judge.
 */
export interface Graph {
  /** How often this graph has answered `PENDING`; a graph in memory never does. */
  readonly pendingCount: number;

  /** The tuples on the object under the relation with exactly that subject: none, one, or a second one on `T:*`. */
  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending;

  /** The tuples on the object under the relation whose subject is a subject set or a wildcard; never plain members. */
  sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending;

  /** All tuples on the object under the relation: where an arrow leads. */
  objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending;

  /** The groups that the subject is in, transitively, through the given kinds of sets: see `Memberships`. */
  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending;

  /** The stored attributes of one object; empty where it has none. */
  attributes(object: ObjectRef): JsonObject | Pending;

  /**
   * Reverse edges: every tuple whose subject is the entity, or a subject set of it. For `T:*`, only wildcards. With a use,
   * only those of that use: the tuples of all others are not read.
   */
  usages(entity: ObjectRef, use?: Use): readonly Tuple[] | Pending;

  /** Every id of the type that a tuple names, as object or subject, or that has attributes; never `*`. Sorted. */
  ids(type: string): readonly string[] | Pending;
}

/** A kind of subject set: `group#member`. */
export interface SetKind {
  readonly type: string;
  readonly relation: string;
}

/** How an entity stands in tuples: under one relation of one type, as itself, or as the set that `as` names. */
export interface Use extends SetKind {
  readonly as?: string;
}

/** A question to a graph, as data: what a driver fetches. `ask` is the graph's method, the rest its arguments. */
export type Wanted =
  | { readonly ask: "has"; readonly object: ObjectRef; readonly relation: string; readonly subject: SubjectRef }
  | { readonly ask: "sets"; readonly object: ObjectRef; readonly relation: string }
  | { readonly ask: "objects"; readonly object: ObjectRef; readonly relation: string }
  | { readonly ask: "memberships"; readonly subject: SubjectRef; readonly through: readonly SetKind[] }
  | { readonly ask: "attributes"; readonly object: ObjectRef }
  | { readonly ask: "usages"; readonly entity: ObjectRef; readonly use?: Use }
  | { readonly ask: "ids"; readonly type: string };

/** What a driver brings back: tuples, the attributes of an object, or ids, as the question asks. Tuples in any order. */
export type Answer =
  | { readonly tuples: readonly Tuple[] }
  | { readonly attributes: JsonObject }
  | { readonly ids: readonly string[] };
