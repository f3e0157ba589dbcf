import type { Lasting, ObjectRef, Tuple } from "@relata/model";

/**
 * Who has a permission on an object, as an algebra of sets (Zanzibar §2.4.5): the expression of the model with the tuples at
 * its leaves. A flat list of names, so that no depth of data makes it hard to store or to walk: the first is the one that was
 * asked for, and every `name` in a tree refers to another of the list. Shallow, that one is all there is.
 *
 * Law: read as sets, with what policies say of a subject, a deep one holds exactly the subjects that `check` allows.
 */
export interface Expansion extends Lasting {
  readonly depth: "shallow" | "deep";
  readonly names: readonly ExpandedName[];
}

/** A relation or permission of an object, or what lies behind a chained arrow there. */
export interface ExpandedName {
  readonly object: ObjectRef;
  readonly name: string;
  readonly tree: Tree;
}

export type Tree =
  | NameTree
  | TuplesTree
  | ArrowTree
  | { readonly kind: "union" | "intersection"; readonly of: readonly Tree[] }
  | { readonly kind: "exclusion"; readonly from: Tree; readonly less: Tree }
  /** Those of `of` for whom the policy is true of the object. */
  | { readonly kind: "when"; readonly of: Tree; readonly policy: string; readonly object: ObjectRef }
  /** The object itself, as a subject. */
  | { readonly kind: "self"; readonly object: ObjectRef }
  | { readonly kind: "nil" };

/** All that another name holds. In a deep expansion it stands in the list; met again below itself it is a cycle. */
export interface NameTree {
  readonly kind: "name";
  readonly object: ObjectRef;
  readonly name: string;
}

/** The tuples of a relation that exist now, in canonical order. */
export interface TuplesTree {
  readonly kind: "tuples";
  readonly object: ObjectRef;
  readonly relation: string;
  readonly of: readonly TupleLeaf[];
}

/** A tuple with its policy and window. What it names is its subject; a subject set is also a name. */
export interface TupleLeaf {
  readonly tuple: Tuple;
  readonly set?: NameTree;
}

/** The objects that stand on the relation, each asked for the target. No object at all is nobody, for `any` and for `all`. */
export interface ArrowTree {
  readonly kind: "arrow";
  readonly object: ObjectRef;
  readonly relation: string;
  readonly quantifier: "any" | "all";
  readonly target: string;
  readonly of: readonly ArrowLeaf[];
}

/** One object behind an arrow, as far as one of the tuples that put it there counts. Without a name its type lacks the target. */
export interface ArrowLeaf {
  readonly object: ObjectRef;
  readonly tuples: readonly Tuple[];
  readonly target?: NameTree;
}

/** The trees directly below one tree, the names of sets and of what lies behind arrows among them. */
export function treesBelow(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "union":
    case "intersection":
      return tree.of;
    case "exclusion":
      return [tree.from, tree.less];
    case "when":
      return [tree.of];
    case "tuples":
      return tree.of.flatMap(({ set }) => set ?? []);
    case "arrow":
      return tree.of.flatMap(({ target }) => target ?? []);
    case "name":
    case "self":
    case "nil":
      return [];
  }
}
