import type { ValueType } from "@relata/model";

import type { Place } from "../diagnostics/source-file.ts";
import type { JsonNode } from "./json-node.ts";

/** A name where it stands. A namespaced name is one text with its colons: `client_abc:invoice`. */
export interface Name {
  readonly text: string;
  readonly place: Place;
}

export interface FileSyntax {
  readonly imports: ImportSyntax[];
  readonly types: TypeSyntax[];
  readonly context: FieldSyntax[];
  readonly policies: PolicySyntax[];
}

export interface ImportSyntax {
  readonly path: string;
  readonly place: Place;
}

export interface TypeSyntax {
  readonly name: Name;
  readonly doc: string | undefined;
  readonly attributes: FieldSyntax[];
  readonly members: Member[];
}

/** A context entry or an attribute. */
export interface FieldSyntax {
  readonly name: Name;
  readonly doc: string | undefined;
  readonly trusted: boolean;
  type: ValueType;
}

/** A relation or a permission of a type: both share one set of names. */
export type Member = RelationSyntax | PermissionSyntax;

/**
 * `whole` says whether all of a declaration could be read. One that was not still declares its name, so that a mistake
 * in it makes no others elsewhere.
 */
export interface RelationSyntax {
  readonly kind: "relation";
  readonly name: Name;
  readonly doc: string | undefined;
  readonly subjects: SubjectSyntax[];
  rewrite: Expression | undefined;
  whole: boolean;
}

export interface PermissionSyntax {
  readonly kind: "permission";
  readonly name: Name;
  readonly doc: string | undefined;
  rewrite: Expression | undefined;
  whole: boolean;
}

export interface SubjectSyntax {
  readonly type: Name;
  readonly relation: Name | undefined;
  readonly wildcard: boolean;
  readonly policy: Name | undefined;
  readonly place: Place;
}

export type Expression = LeafSyntax | NameSyntax | ArrowSyntax | ListSyntax | ExclusionSyntax | WhenSyntax;

export interface LeafSyntax {
  readonly kind: "this" | "nil" | "self";
  readonly place: Place;
}

/** Another relation or permission of the same object. */
export interface NameSyntax {
  readonly kind: "name";
  readonly name: Name;
  readonly place: Place;
}

export interface ArrowSyntax {
  readonly kind: "arrow";
  readonly relation: Name;
  readonly quantifier: "any" | "all";
  readonly target: NameSyntax | ArrowSyntax;
  readonly place: Place;
}

export interface ListSyntax {
  readonly kind: "union" | "intersection";
  readonly of: readonly Expression[];
  readonly place: Place;
}

export interface ExclusionSyntax {
  readonly kind: "exclusion";
  readonly from: Expression;
  readonly less: Expression;
  readonly place: Place;
}

export interface WhenSyntax {
  readonly kind: "when";
  readonly of: Expression;
  readonly policy: Name;
  readonly place: Place;
}

export interface PolicySyntax {
  readonly name: Name;
  readonly doc: string | undefined;
  readonly parameters: ParameterSyntax[];
  readonly required: Name[];
  /** The json-logic of the body; undefined where it could not be read. */
  body: JsonNode | undefined;
}

export interface ParameterSyntax {
  readonly name: Name;
  readonly type: ValueType;
  readonly tuple: boolean;
}
