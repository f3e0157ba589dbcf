import type { StaticType } from "./static-type.ts";
import { ANY } from "./static-type.ts";
import type { Frame } from "./frame.ts";
import type { Result } from "./values/value.ts";

/** A compiled part of a policy: its type as far as it is known, and the closure that gives its value. */
export interface Expression {
  readonly type: StaticType;
  readonly run: (frame: Frame) => Result;
  /** Where it stands: a JSON pointer into the body. */
  readonly pointer: string;
  /** The value, where the body writes one. */
  readonly literal?: string | number | boolean | null;
  /** The parts, where the body writes a list. */
  readonly items?: readonly Expression[];
  /** The path under which its elements are reported when they lack something: `resource.items.*`. */
  readonly elements?: string;
}

/** What stands in for a part that does not compile; it never runs, since such a policy is refused. */
export function broken(pointer: string): Expression {
  return { type: ANY, pointer, run: () => null };
}
