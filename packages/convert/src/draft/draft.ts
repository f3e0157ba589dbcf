import type { Json, ValueType } from "@relata/model";

import type { Origin } from "../origin.ts";

/**
 * A model file before it is printed: what it declares, in the order in which it will stand there, each part with where it
 * comes from and with the comments that go along.
 */
export interface DraftFile {
  readonly path: string;
  /** Paths, relative to this file: `./billing.relata`. */
  readonly imports: readonly string[];
  /** Comments above all declarations. */
  readonly head: readonly DraftComment[];
  readonly declarations: readonly DraftDeclaration[];
  /** Comments behind the last declaration. */
  readonly foot: readonly DraftComment[];
}

/** A line of a comment, without its slashes. A doc comment travels into the model; it stands right above a declaration. */
export interface DraftComment {
  readonly text: string;
  readonly doc: boolean;
  /** Whether an empty line stands before it. */
  readonly afterBlank?: boolean;
}

/** What goes along with a declaration or a member. */
export interface DraftComments {
  readonly before: readonly DraftComment[];
  /** At the end of its line: of a type, of its head. */
  readonly behind?: string;
}

export const NO_COMMENTS: DraftComments = { before: [] };

export interface DraftName {
  readonly text: string;
  readonly origin: Origin;
}

export type DraftDeclaration = DraftType | DraftPolicy | DraftContext;

export interface DraftType {
  readonly kind: "type";
  readonly name: DraftName;
  readonly members: readonly DraftMember[];
  readonly comments: DraftComments;
  /** Comments behind the last member. */
  readonly foot?: readonly DraftComment[];
}

export type DraftMember = DraftRelation | DraftPermission | DraftAttribute;

interface Member {
  readonly name: DraftName;
  readonly comments: DraftComments;
  /** Whether an empty line stands before it, and before its comments. */
  readonly afterBlank?: boolean;
}

/** Without a rewrite it is exactly its tuples. */
export interface DraftRelation extends Member {
  readonly kind: "relation";
  readonly subjects: readonly DraftSubject[];
  readonly rewrite?: DraftExpression;
}

export interface DraftPermission extends Member {
  readonly kind: "permission";
  readonly rewrite: DraftExpression;
}

export interface DraftAttribute extends Member {
  readonly kind: "attribute";
  readonly type: ValueType;
  readonly trusted?: boolean;
}

/** `user`, `group#member`, `user:*`, each perhaps with a policy. */
export interface DraftSubject {
  readonly type: string;
  readonly relation?: string;
  readonly wildcard?: boolean;
  readonly policy?: string;
  readonly origin: Origin;
}

/** Operators nest as they mean; parentheses are for the writer to add. */
export type DraftExpression = { readonly origin: Origin } & (
  | { readonly kind: "this" | "nil" | "self" }
  | { readonly kind: "name"; readonly name: string }
  | {
      readonly kind: "arrow";
      readonly relation: string;
      readonly quantifier: "any" | "all";
      readonly target: DraftExpression & { readonly kind: "name" | "arrow" };
    }
  | { readonly kind: "union" | "intersection"; readonly of: readonly DraftExpression[] }
  | { readonly kind: "exclusion"; readonly from: DraftExpression; readonly less: DraftExpression }
  | { readonly kind: "when"; readonly of: DraftExpression; readonly policy: string }
);

export interface DraftPolicy {
  readonly kind: "policy";
  readonly name: DraftName;
  readonly parameters: readonly DraftParameter[];
  /** Paths: while one of them is absent, the policy is unknown. */
  readonly required: readonly string[];
  readonly body: readonly DraftPiece[] | { readonly json: Json };
  readonly comments: DraftComments;
}

export interface DraftParameter {
  readonly name: DraftName;
  readonly type: ValueType;
  readonly tuple: boolean;
}

/** A stretch of an expression's text. What is put between pieces of the source comes from where it was put. */
export interface DraftPiece {
  readonly text: string;
  readonly origin: Origin;
}

export interface DraftContext {
  readonly kind: "context";
  readonly name: DraftName;
  readonly type: ValueType;
  readonly comments: DraftComments;
}
