import type { Edges } from "./edges.ts";
import type { Holds } from "./named.ts";
import { STAR } from "./numbers.ts";
import { ALLOWED, DENIED, UNSURE, type Verdict } from "./verdict.ts";

/** Where an arrow leads by edges of one kind, and what is asked there. */
export interface Step {
  readonly edges: Edges;
  readonly holds: Holds;
}

/** The objects behind an arrow. A wildcard is nobody there; of a subject set, the object. */
export class Steps {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    // Variants that differ in a policy or a wildcard alone stand on the same edges.
    this.#steps = steps.filter(({ edges }, i) => steps.findIndex((one) => one.edges === edges) === i);
  }

  /** One object that grants. */
  readonly any: Holds = (object) => {
    const here = this.#anyOn(object);
    if (here === ALLOWED) return ALLOWED;
    const everywhere = object === STAR ? DENIED : this.#anyOn(STAR);
    if (everywhere !== DENIED) return everywhere;
    return here === UNSURE || this.#isSpecialOn(object) ? UNSURE : DENIED;
  };

  /** At least one object, and each of them grants. What is special may be one more, which does not. */
  readonly all: Holds = (object) => {
    if (this.#isSpecialOn(object)) return UNSURE;
    if (this.#count(object) + (object === STAR ? 0 : this.#count(STAR)) === 0) return DENIED;
    const here = this.#everyOn(object);
    if (here === DENIED || object === STAR) return here;
    const everywhere = this.#everyOn(STAR);
    return everywhere === ALLOWED ? here : everywhere;
  };

  #isSpecialOn(object: number): boolean {
    for (let i = 0; i < this.#steps.length; i++) if ((this.#steps[i] as Step).edges.isSpecialOn(object)) return true;
    return false;
  }

  #anyOn(object: number): Verdict {
    return this.#until(ALLOWED, DENIED, object);
  }

  #everyOn(object: number): Verdict {
    return this.#until(DENIED, ALLOWED, object);
  }

  /** The verdict that decides, where an object has it; else the other, where all have that. */
  #until(decisive: Verdict, other: Verdict, object: number): Verdict {
    let verdict = other;
    for (let i = 0; i < this.#steps.length; i++) {
      const { edges, holds } = this.#steps[i] as Step;
      const count = edges.forward.count(object);
      for (let place = 0; place < count; place++) {
        const number = edges.forward.at(object, place);
        if (isNobody(edges, number)) continue;
        const said = holds(number);
        if (said === decisive) return decisive;
        if (said === UNSURE) verdict = UNSURE;
      }
    }
    return verdict;
  }

  #count(object: number): number {
    let count = 0;
    for (const { edges } of this.#steps) {
      count += edges.forward.count(object);
      if (edges.kind.subjectRelation === undefined && edges.forward.has(object, STAR)) count--;
    }
    return count;
  }
}

function isNobody({ kind }: Edges, number: number): boolean {
  return number === STAR && kind.subjectRelation === undefined;
}
