/**
 * An expression of CEL as it is written (github.com/google/cel-spec, `doc/langdef.md`, "Syntax"). Offsets are those of the
 * file that it stands in; parentheses are nodes, so that what is written again has them where they were.
 */
export type Cel = { readonly start: number; readonly end: number } & (
  | { readonly kind: "number"; readonly type: "int" | "uint" | "double"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "word"; readonly value: boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Cel; readonly name: string }
  | { readonly kind: "index"; readonly of: Cel; readonly index: Cel }
  | {
      readonly kind: "call";
      readonly receiver: Cel | undefined;
      readonly name: CelName;
      readonly operands: readonly Cel[];
    }
  | { readonly kind: "list"; readonly items: readonly Cel[] }
  | { readonly kind: "unary"; readonly operator: "!" | "-"; readonly of: Cel }
  | { readonly kind: "binary"; readonly operator: CelOperator; readonly left: Cel; readonly right: Cel }
  | { readonly kind: "conditional"; readonly condition: Cel; readonly yes: Cel; readonly no: Cel }
  | { readonly kind: "group"; readonly of: Cel }
  | { readonly kind: "foreign"; readonly what: string }
);

export interface CelName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** By precedence, the loosest first; all of them associate to the left, comparisons too. */
export const CEL_LEVELS = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
] as const;

export type CelOperator = (typeof CEL_LEVELS)[number][number];
