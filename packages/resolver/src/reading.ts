import type { Arrow, ObjectRef, SubjectRef, Tuple } from "@relata/model";
import type { Bounds } from "./bounds.ts";
import type { Node } from "./equation.ts";
import type { Graph, Pending } from "./graph.ts";
import type { Memberships } from "./memberships.ts";
import type { Shape } from "./shape.ts";

/** What the meaning of a rewrite is read from: one model, one graph, one subject, one instant. */
export interface Reading {
  readonly shape: Shape;
  readonly graph: Graph;
  readonly subject: SubjectRef;

  /** The groups that the subject is in: asked of the graph once, whatever the number of groups on the way. */
  memberships(): Memberships | Pending;

  /** The node of a relation, a permission, or what lies behind an arrow; undefined where the object's type lacks it. */
  node(object: ObjectRef, target: string | Arrow): Node | undefined;

  /** Whether there is such a tuple at all: the model admits it, and it is within its window. */
  exists(tuple: Tuple): boolean;

  /** How far the tuple counts, read at this object: false where it does not exist, else the truth of its policy. */
  contribution(tuple: Tuple, object: ObjectRef): Bounds;

  /** The truth of a policy that stands in a `when`. */
  policy(name: string, object: ObjectRef): Bounds;
}

/** Where an expression stands. */
export interface Place {
  readonly reading: Reading;
  readonly object: ObjectRef;
  /** The relation whose tuples `this` names. */
  readonly relation: string;
  /** Whether the place is on the right of an exclusion, at any depth of its own expression. */
  readonly negated: boolean;
}
