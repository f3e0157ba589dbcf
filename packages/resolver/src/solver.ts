import { earlier, type Instant } from "@relata/model";
import { isDecided, type Bounds } from "./bounds.ts";
import { settleComponent } from "./component.ts";
import type { Equation, Node, Read } from "./equation.ts";

interface Frame {
  readonly node: Node;
  readonly equation: Equation;
  /** The read that waits for the frame above. */
  waiting?: Read;
}

/**
 * Solves equation systems: the value of a node under the well-founded meaning (DESIGN of relata; Van Gelder, Ross and
 * Schlipf 1991, by alternating fixpoint; over Kleene's three values). Walks depth first in the order in which equations
 * read, finds strongly connected components (Tarjan 1972), and settles each before anything outside it is answered:
 * no value found inside a cycle is ever kept before the whole cycle is known.
 *
 * While a component is open, its nodes are read as undecided, so everything that may matter is walked before the
 * component is settled. Cost: each equation once where there is no cycle.
 */
export class Solver {
  readonly #open: Node[] = [];
  readonly #visit: () => void;
  /** The node whose equation is running. */
  #running: Node | undefined;

  /** @param visit called for each distinct node when it is first entered; may throw to stop. */
  constructor(visit: () => void) {
    this.#visit = visit;
  }

  /** The settled bounds of the node: equal, or a paradox. */
  value(root: Node): Bounds {
    if (root.state !== "settled") this.#walk(root);
    return root.bounds;
  }

  /** Notes that what the running equation has read is so until that instant. False where none is running. */
  note(until: Instant): boolean {
    if (this.#running === undefined) return false;
    this.#running.until = earlier(this.#running.until, until);
    return true;
  }

  #walk(root: Node): void {
    const frames: Frame[] = [this.#enter(root)];
    let answer: Bounds | undefined;
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      this.#running = frame.node;
      const step = answer === undefined ? frame.equation.next() : frame.equation.next(answer);
      if (step.done === true) {
        frame.node.bounds = step.value;
        // Invariant: open nodes count as undecided, so what is decided here holds whatever they turn out to be.
        if (isDecided(step.value)) frame.node.state = "settled";
        this.#leave(frame.node);
        frames.pop();
        const reader = frames.at(-1);
        if (reader?.waiting === undefined) continue;
        // Invariant: what stays open above a node on the stack belongs to that node's component, also where the node
        // itself read nothing that is open.
        if (frame.node.isOpen) reader.node.low = Math.min(reader.node.low, frame.node.low);
        answer = read(reader.node, reader.waiting);
      } else if (step.value.node.state === "new") {
        frame.waiting = step.value;
        frames.push(this.#enter(step.value.node));
        answer = undefined;
      } else {
        answer = read(frame.node, step.value);
      }
    }
    this.#running = undefined;
  }

  #enter(node: Node): Frame {
    this.#visit();
    node.state = "open";
    node.isOpen = true;
    node.index = node.low = this.#open.length;
    this.#open.push(node);
    return { node, equation: node.equation() };
  }

  /** Settles the component whose first node this is; a node that leads further back waits for that one. */
  #leave(node: Node): void {
    if (node.low !== node.index) return;
    const members = this.#open.splice(node.index);
    if (members.length > 1 || node.readers.length > 0) {
      shareUntil(members);
      settleComponent(members);
    }
    for (const member of members) {
      member.state = "settled";
      member.isOpen = false;
      member.readers = [];
    }
  }
}

/** What is settled together lasts together. What was decided before lasts as long as what decided it. */
function shareUntil(members: readonly Node[]): void {
  const open = members.filter(({ state }) => state === "open");
  const until = open.reduce<Instant | undefined>((first, member) => earlier(first, member.until), undefined);
  for (const member of open) member.until = until;
}

function read(reader: Node, { node, negated }: Read): Bounds {
  if (node.state === "settled") {
    if (node.until !== undefined) reader.until = earlier(reader.until, node.until);
    return node.bounds;
  }
  reader.low = Math.min(reader.low, node.low);
  node.readers.push(reader);
  if (negated) reader.negates = true;
  return node.bounds;
}
