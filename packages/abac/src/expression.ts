import type { Frame } from "./frame.ts";
import type { Lookup } from "./scope/lookup.ts";
import { ANY, type StaticType } from "./static-type.ts";
import type { Result } from "./values/value.ts";

/** A compiled part of a policy: its type as far as it is known, and the closure that gives its value. */
export interface Expression {
  readonly type: StaticType;
  readonly run: (frame: Frame) => Result;
  /** Where it stands: a JSON pointer into the body. */
  readonly pointer: string;
  /**
   * The steps of one run, but for what depends on data: elements, text and nested values are charged while it runs.
   * So the root, and whatever evaluates a part again and again, pays once for all operations in it.
   */
  readonly cost: number;
  /** The value, where the body writes one. */
  readonly literal?: string | number | boolean | null;
  /** The value, where it is known before any data is. */
  readonly constant?: Result;
  /** The parts, where the body writes a list. */
  readonly items?: readonly Expression[];
  /** The operands, where it is an operation; undefined for a path. */
  readonly operands?: readonly (Expression | undefined)[];
  /** How an operator may look it up itself; undefined while operations are observed. */
  readonly lookup?: Lookup;
  /** Whether it is `now` itself: a comparison with it turns over at an instant that is known. */
  readonly isNow?: true;
  /** The path under which its elements are reported when they lack something: `resource.items.*`. */
  readonly elements?: string;
}

/** What stands in for a part that does not compile; it never runs, since such a policy is refused. */
export function broken(pointer: string): Expression {
  return { type: ANY, pointer, cost: 0, run: () => null };
}

/** The expression of a value that is known before any data is. */
export function constant(value: Result, type: StaticType, pointer: string): Expression {
  return { type, pointer, cost: 0, constant: value, run: () => value };
}
