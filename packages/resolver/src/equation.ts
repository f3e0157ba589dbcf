import type { Instant } from "@relata/model";
import { UNDECIDED, type Bounds } from "./bounds.ts";

/**
 * What a node's truth is, in terms of other nodes: a generator that yields each node it needs and is resumed with that
 * node's bounds. It may stop reading once the rest cannot matter. Being a generator, it can wait for its operands
 * without a frame on the native stack, so no depth of data can exhaust it.
 */
export type Equation = Generator<Read, Bounds, Bounds>;

export interface Read {
  readonly node: Node;
  /** Whether the read stands on the right of an exclusion, at any depth within its equation. */
  readonly negated: boolean;
}

/** One unknown of the equation system. */
export class Node {
  readonly equation: () => Equation;
  /** Whether the bounds are final. A node can be settled before its component is left: see `isOpen`. */
  state: "new" | "open" | "settled" = "new";
  /** Whether the node stands on the stack of open nodes. */
  isOpen = false;
  bounds: Bounds = UNDECIDED;
  /** The instant before which time alone leaves the bounds as they are, as far as it has been read; absent for never. */
  until: Instant | undefined = undefined;
  /** What reads on the right of an exclusion see while the component is being settled. */
  assumed: Bounds = UNDECIDED;
  /** Position on the stack of open nodes, and the least one that this node leads back to (Tarjan 1972). */
  index = -1;
  low = -1;
  /** Nodes of the same component that read this one. */
  readers: Node[] = [];
  /** Whether this node reads its own component on the right of an exclusion. */
  negates = false;

  constructor(equation: () => Equation) {
    this.equation = equation;
  }
}
