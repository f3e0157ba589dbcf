import { NO, UNDECIDED, type Bounds } from "./bounds.ts";
import type { Node } from "./equation.ts";

/**
 * Gives every node of one strongly connected component its bounds in the well-founded model. Without a read through
 * the right of an exclusion that is the least fixpoint. With one, least fixpoints alternate: each is taken under fixed
 * assumptions about what is excluded, and becomes the next assumption, until nothing changes.
 *
 * Invariant: what the first walk decided stays decided, since it holds whatever the open nodes turn out to be.
 */
export function settleComponent(members: readonly Node[]): void {
  const undecided = members.filter((node) => node.state === "open");
  for (const node of undecided) node.assumed = UNDECIDED;
  const negates = undecided.some((node) => node.negates);
  for (let stable = false; !stable;) {
    leastFixpoint(undecided);
    stable = !negates || undecided.every((node) => node.bounds === node.assumed);
    for (const node of undecided) node.assumed = node.bounds;
  }
}

/** Raises bounds from false until every equation holds; only readers of what has changed are looked at again. */
function leastFixpoint(nodes: readonly Node[]): void {
  for (const node of nodes) node.bounds = NO;
  // Why from the end: nodes stand in the order in which they were entered, so operands come before their readers.
  const waiting = new Set(nodes);
  let queue = [...nodes].reverse();
  while (queue.length > 0) {
    const next: Node[] = [];
    for (const node of queue) {
      if (!waiting.delete(node)) continue;
      const bounds = evaluate(node);
      if (bounds === node.bounds) continue;
      node.bounds = bounds;
      for (const reader of node.readers) {
        if (reader.state === "settled" || waiting.has(reader)) continue;
        waiting.add(reader);
        next.push(reader);
      }
    }
    queue = next;
  }
}

function evaluate(node: Node): Bounds {
  const equation = node.equation();
  let step = equation.next();
  while (step.done !== true) {
    const { node: operand, negated } = step.value;
    if (operand.state === "new") throw new Error("invariant: a component is walked whole before it is settled");
    step = equation.next(operand.state === "open" && negated ? operand.assumed : operand.bounds);
  }
  return step.value;
}
