import type { ValueType } from "@relata/model";

import type { Place } from "../diagnostics/source-file.ts";
import type { JsonNode } from "./json-node.ts";
import type { PolicyExpression } from "./policy-expression/syntax.ts";

/** A name where it stands. A namespaced name is one text with its colons: `client_abc:invoice`. */
export interface Name {
  readonly text: string;
  readonly place: Place;
}

/** What one file declares, in the order of the text. A declaration of which not even the name was read is not here. */
export interface FileSyntax {
  readonly imports: ImportSyntax[];
  readonly types: TypeSyntax[];
  readonly context: FieldSyntax[];
  readonly policies: PolicySyntax[];
  /** The comments that silence warnings, in the order of the text. */
  readonly ignores: IgnoreSyntax[];
}

/** A `// relata-ignore` comment: the codes that it names, and offsets on the first and last line that it is for. */
export interface IgnoreSyntax {
  readonly codes: readonly Name[];
  readonly from: number;
  readonly to: number;
  readonly place: Place;
}

/** The path as it is written, not yet resolved. */
export interface ImportSyntax {
  readonly path: string;
  readonly place: Place;
}

/** Attributes have names of their own: only policies read them, and expressions cannot. */
export interface TypeSyntax {
  readonly name: Name;
  readonly doc: string | undefined;
  readonly attributes: FieldSyntax[];
  readonly members: Member[];
}

/** A context entry or an attribute. Its type is `any` until it is read. */
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

/** Its rewrite is absent only where it could not be read. */
export interface PermissionSyntax {
  readonly kind: "permission";
  readonly name: Name;
  readonly doc: string | undefined;
  rewrite: Expression | undefined;
  whole: boolean;
}

/** One kind of subject that a relation admits. Never both a subject set and a wildcard. */
export interface SubjectSyntax {
  readonly type: Name;
  readonly relation: Name | undefined;
  readonly wildcard: boolean;
  readonly policy: Name | undefined;
  readonly place: Place;
}

/**
 * An expression as it is written, with the place of every operand. How deep it nests is bounded by the parser, so that
 * walks over it may be recursive. Parentheses are not kept, but nesting is: `(a + b) + c` is a union in a union.
 */
export type Expression = LeafSyntax | NameSyntax | ArrowSyntax | ListSyntax | ExclusionSyntax | WhenSyntax;

/** What stands for itself: the tuples of the relation, nobody, the object as a subject. */
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

/** One step of an arrow; a chain goes on in the target. `a->b` and `a.any(b)` are one thing. */
export interface ArrowSyntax {
  readonly kind: "arrow";
  readonly relation: Name;
  readonly quantifier: "any" | "all";
  readonly target: NameSyntax | ArrowSyntax;
  readonly place: Place;
}

/** Two operands or more, joined by one operator. */
export interface ListSyntax {
  readonly kind: "union" | "intersection";
  readonly of: readonly Expression[];
  readonly place: Place;
}

/** `from - less`. */
export interface ExclusionSyntax {
  readonly kind: "exclusion";
  readonly from: Expression;
  readonly less: Expression;
  readonly place: Place;
}

/** `of when policy`. */
export interface WhenSyntax {
  readonly kind: "when";
  readonly of: Expression;
  readonly policy: Name;
  readonly place: Place;
}

/** What is required is kept as paths with dots, each with its place. */
export interface PolicySyntax {
  readonly name: Name;
  readonly doc: string | undefined;
  readonly parameters: ParameterSyntax[];
  readonly required: Name[];
  /** Undefined where it could not be read. */
  body: PolicyBody | undefined;
}

/**
 * The body in the form in which it is written, with the json-logic that it means. Of an expression that is no json-logic,
 * which has been reported, `node` is undefined.
 */
export type PolicyBody =
  | { readonly kind: "json"; readonly node: JsonNode }
  | { readonly kind: "expression"; readonly expression: PolicyExpression; readonly node: JsonNode | undefined };

/** Whether it must stand in the tuple, or may also come from the request. */
export interface ParameterSyntax {
  readonly name: Name;
  readonly type: ValueType;
  readonly tuple: boolean;
}
