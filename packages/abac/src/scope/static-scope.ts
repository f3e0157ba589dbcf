import type { StaticType } from "../static-type.ts";
import type { Declarations } from "./declarations.ts";

/** What names mean at a place in a policy: at its root, or inside a list operator. */
export type StaticScope = RootScope | InnerScope;

export interface RootScope {
  readonly kind: "root";
  readonly declarations: Declarations;
}

/** Inside a list operator: a path starts at the element, and `../` leads out. */
export interface InnerScope {
  readonly kind: "inner";
  readonly outer: StaticScope;
  readonly element: StaticType;
  /** How the element is called in a report of what it lacks: `resource.items.*`. */
  readonly label: string;
  /** Inside `reduce`, where paths start with `current` or `accumulator`. */
  readonly accumulator?: StaticType;
}
