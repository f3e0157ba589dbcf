/**
 * An authorization model of OpenFGA in its JSON form, schema 1.1 and 1.2 (github.com/openfga/api,
 * `openfga/v1/authzmodel.proto`), as far as it means something.
 */
export interface FgaModel {
  readonly schemaVersion: string;
  readonly types: readonly FgaType[];
  readonly conditions: readonly FgaCondition[];
}

export interface FgaType {
  readonly name: string;
  readonly relations: readonly FgaRelation[];
  /** Whether its relations belong to a type that another module declares. */
  readonly extends?: boolean;
}

export interface FgaRelation {
  readonly name: string;
  readonly subjects: readonly FgaSubject[];
  readonly rewrite: FgaRewrite;
}

/** A type restriction. */
export interface FgaSubject {
  readonly type: string;
  readonly relation?: string;
  readonly wildcard?: boolean;
  readonly condition?: string;
}

export type FgaRewrite =
  | { readonly kind: "this" }
  | { readonly kind: "computed"; readonly relation: string }
  | { readonly kind: "from"; readonly relation: string; readonly tupleset: string }
  | { readonly kind: "union" | "intersection"; readonly of: readonly FgaRewrite[] }
  | { readonly kind: "difference"; readonly base: FgaRewrite; readonly subtract: FgaRewrite };

export interface FgaCondition {
  readonly name: string;
  readonly parameters: readonly FgaParameter[];
  readonly expression: string;
}

/** The name of its type as the DSL writes it: `list<string>`. */
export interface FgaParameter {
  readonly name: string;
  readonly type: string;
  readonly of?: string;
}

/** Whether tuples may be written under the relation. */
export function isDirect(rewrite: FgaRewrite): boolean {
  return rewrite.kind === "this" || partsOf(rewrite).some(isDirect);
}

export function partsOf(rewrite: FgaRewrite): readonly FgaRewrite[] {
  switch (rewrite.kind) {
    case "this":
    case "computed":
    case "from":
      return [];
    case "union":
    case "intersection":
      return rewrite.of;
    case "difference":
      return [rewrite.base, rewrite.subtract];
  }
}
