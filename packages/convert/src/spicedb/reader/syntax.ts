import type { Origin } from "../../origin.ts";
import type { ZedComment } from "./token.ts";
import type { SourceFile } from "@relata/language";

/** A name where it stands. A name with a prefix is one text with its slashes: `org/document`. */
export interface ZedName {
  readonly text: string;
  readonly origin: Origin;
}

/** What one schema file declares, in the order of the text. */
export interface ZedFile {
  readonly source: SourceFile;
  readonly uses: readonly ZedName[];
  readonly imports: readonly ZedName[];
  readonly declarations: readonly ZedDeclaration[];
  readonly comments: readonly ZedComment[];
}

export type ZedDeclaration = DefinitionSyntax | CaveatSyntax;

/** `definition name { … }`, or `partial name { … }`, whose members others take over with `...name`. */
export interface DefinitionSyntax {
  readonly kind: "definition" | "partial";
  readonly name: ZedName;
  readonly members: readonly MemberSyntax[];
  readonly origin: Origin;
}

export type MemberSyntax = RelationSyntax | PermissionSyntax | SpreadSyntax;

export interface RelationSyntax {
  readonly kind: "relation";
  readonly name: ZedName;
  readonly subjects: readonly SubjectSyntax[];
  readonly origin: Origin;
}

/** The annotation (`permission view: user = …`) only states what the expression says already. */
export interface PermissionSyntax {
  readonly kind: "permission";
  readonly name: ZedName;
  readonly annotation: readonly ZedName[];
  readonly expression: ZedExpression;
  readonly origin: Origin;
}

/** `...name`: the members of a partial. */
export interface SpreadSyntax {
  readonly kind: "spread";
  readonly name: ZedName;
  readonly origin: Origin;
}

/** One kind of subject. `user#...` is `user`. */
export interface SubjectSyntax {
  readonly type: ZedName;
  readonly relation: ZedName | undefined;
  readonly wildcard: boolean;
  readonly caveat: ZedName | undefined;
  readonly expires: boolean;
  readonly origin: Origin;
}

export type ZedExpression = ZedLeaf | ZedReference | ZedArrow | ZedList | ZedExclusion;

export interface ZedLeaf {
  readonly kind: "nil" | "self";
  readonly origin: Origin;
}

export interface ZedReference {
  readonly kind: "name";
  readonly name: ZedName;
  readonly origin: Origin;
}

/** `relation->target`, `relation.any(target)`, `relation.all(target)`. */
export interface ZedArrow {
  readonly kind: "arrow";
  readonly relation: ZedName;
  readonly quantifier: "any" | "all";
  readonly target: ZedName;
  readonly origin: Origin;
}

/** Two operands or more. */
export interface ZedList {
  readonly kind: "union" | "intersection";
  readonly of: readonly ZedExpression[];
  readonly origin: Origin;
}

export interface ZedExclusion {
  readonly kind: "exclusion";
  readonly from: ZedExpression;
  readonly less: ZedExpression;
  readonly origin: Origin;
}

/** The expression is CEL text, at its origin. */
export interface CaveatSyntax {
  readonly kind: "caveat";
  readonly name: ZedName;
  readonly parameters: readonly CaveatParameter[];
  readonly expression: ZedName;
  readonly origin: Origin;
}

export interface CaveatParameter {
  readonly name: ZedName;
  readonly type: ParameterType;
}

/** `int`, `list<string>`: a name, with the type of what is in it. */
export interface ParameterType {
  readonly name: ZedName;
  readonly of: ParameterType | undefined;
}
