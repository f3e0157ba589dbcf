import type { Json } from "@relata/model";
import type { Expression } from "./expression.ts";
import type { Lookup } from "./scope/lookup.ts";
import type { StaticScope } from "./scope/static-scope.ts";
import type { Family, StaticType } from "./static-type.ts";
import type { Frame } from "./frame.ts";
import type { Result } from "./values/value.ts";

/**
 * An operator of json-logic. To add one: a file beside the others that exports it, and its entry in `table.ts`.
 * Laws that the tests hold every operator to: with everything known it answers as json-logic-js does, but for the
 * differences in docs/reference/policies.md; and knowing more never turns true into false or false into true.
 */
export interface Operator {
  readonly name: string;
  /** How many operands it takes. */
  readonly least: number;
  readonly most: number;
  /** The operand that is evaluated for each element of the first, with the element as its scope. */
  readonly each?: number;
  /** The operand that is the text of a path, written out. */
  readonly path?: number;
  /** Checks the operands and makes the closure. Reports what is wrong instead of throwing. */
  readonly compile: (call: Call) => Compiled;
}

/** What an operator makes of its operands. */
export interface Compiled {
  readonly type: StaticType;
  readonly run: (frame: Frame) => Result;
  readonly elements?: string | undefined;
  readonly lookup?: Lookup | undefined;
  readonly isNow?: true | undefined;
}

/** One use of an operator, while it is compiled. */
export interface Call {
  /** The operator as the policy writes it. */
  readonly name: string;
  /** The operands as they are written. */
  readonly operands: readonly Json[];
  readonly scope: StaticScope;
  /** Compiles one operand, in the scope of the call or in an inner one. */
  readonly operand: (index: number, scope?: StaticScope) => Expression;
  readonly all: () => readonly Expression[];
  /** Reports an operand that can only be of another type. */
  readonly expect: (expression: Expression, ...families: readonly Family[]) => void;
  readonly report: (message: string, pointer?: string) => void;
}
