import { indexModel, type Arrow, type Model, type ModelIndex, type Rewrite } from "@relata/model";
import { NOTHING_OPEN, type Asking } from "./asking.ts";
import type { Closures } from "./closures.ts";
import { Direct } from "./direct.ts";
import { Named, type Holds } from "./named.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { Steps } from "./steps.ts";
import { TypeMap } from "./type-map.ts";
import { ALLOWED, DENIED, UNSURE, type Verdict } from "./verdict.ts";
import { Weights } from "./weights.ts";

/** Names that cost at most so many reads are asked again wherever they are met: to mark what they said would cost more. */
const LIGHT = 16;

/** A name as it is asked: as a question of its own, and within one. */
export interface Compiled {
  readonly outside: Holds;
  readonly inside: Holds;
}

/** Of a name that the type lacks. */
export const NOWHERE: Compiled = { outside: () => UNSURE, inside: () => DENIED };

/** The expressions of a model for subjects of one type, each compiled when it is first asked for. */
export class Expressions {
  readonly #index: ModelIndex;
  readonly #graph: ResidentGraph;
  readonly #closures: Closures;
  readonly #asking: Asking;
  readonly #subjectType: string;
  readonly #weights: Weights;
  readonly #compiled = new TypeMap<Compiled>();
  readonly #marked: Named[] = [];

  constructor(model: Model, graph: ResidentGraph, closures: Closures, asking: Asking, subjectType: string) {
    this.#index = indexModel(model);
    this.#graph = graph;
    this.#closures = closures;
    this.#asking = asking;
    this.#subjectType = subjectType;
    this.#weights = new Weights(this.#index, ({ type, relation }) => closures.placeOf(type, relation) >= 0);
  }

  /** A name of a type. Where the type has none of it, nobody holds it within a question, and to ask for it is not answered. */
  named(type: string, name: string): Compiled {
    const known = this.#compiled.get(type, name);
    if (known !== undefined) return known;
    // Why first: tuples may have a type that the model lacks, and whoever asks for one has made a mistake.
    if (!this.#index.types.has(this.#subjectType)) return NOWHERE;
    const rewrite = this.#index.types.get(type)?.rewrites.get(name);
    // Why not kept: whoever asks for names that are none could fill the memory with them.
    if (rewrite === undefined) return NOWHERE;
    const made = this.#make(rewrite, type, name);
    this.#compiled.set(type, name, made);
    return made;
  }

  /** An expression within that name. */
  expression(rewrite: Rewrite, type: string, name: string): Holds {
    return this.#compile(rewrite, type, name);
  }

  /** Bytes of the marks of names. */
  get bytes(): number {
    return this.#marked.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Marks of names, of every question. */
  forget(): void {
    for (const named of this.#marked) named.forget();
  }

  #make(rewrite: Rewrite, type: string, name: string): Compiled {
    if (this.#weights.of(type, name) <= LIGHT) {
      const holds = this.#compile(rewrite, type, name);
      return { outside: holds, inside: holds };
    }
    const named = new Named(this.#asking);
    this.#marked.push(named);
    const made = { outside: named.ask, inside: named.ask };
    // Why before it is compiled: it may lead back to itself.
    this.#compiled.set(type, name, made);
    named.holds = this.#compile(rewrite, type, name);
    return made;
  }

  #compile(rewrite: Rewrite, type: string, name: string): Holds {
    switch (rewrite.kind) {
      case "this":
        return this.#direct(type, name);
      case "computed":
        return this.#target(type, rewrite.relation);
      case "arrow":
        return this.#arrow(rewrite, type);
      case "union":
        return union(rewrite.of.map((part) => this.#compile(part, type, name)));
      case "intersection":
        return intersection(rewrite.of.map((part) => this.#compile(part, type, name)));
      case "exclusion":
        return exclusion(
          this.#compile(rewrite.from, type, name),
          this.#compile(rewrite.less, type, name),
          this.#asking,
        );
      case "nil":
        return NOBODY;
      case "self":
        return this.#self(type);
      case "when":
        return when(this.#compile(rewrite.of, type, name));
    }
  }

  #direct(type: string, relation: string): Holds {
    const variants = this.#index.types.get(type)?.relations.get(relation)?.subjects ?? [];
    const parts = { graph: this.#graph, closures: this.#closures, asking: this.#asking };
    const direct = new Direct(parts, { type, relation, variants, subjectType: this.#subjectType }, (set) =>
      this.#target(set.type, set.relation),
    );
    return direct.holds;
  }

  #arrow({ relation, quantifier, target }: Arrow, type: string): Holds {
    const variants = this.#index.types.get(type)?.relations.get(relation)?.subjects;
    if (variants === undefined) return NOBODY;
    const steps = variants.map((variant) => ({
      edges: this.#graph.edges(type, relation, variant.type, variant.relation),
      holds:
        target.kind === "computed" ? this.#target(variant.type, target.relation) : this.#arrow(target, variant.type),
    }));
    const walked = new Steps(steps);
    return quantifier === "any" ? walked.any : walked.all;
  }

  #target(type: string, name: string): Holds {
    return this.named(type, name).inside;
  }

  #self(type: string): Holds {
    if (type !== this.#subjectType) return NOBODY;
    const asking = this.#asking;
    return (object) => (object === asking.subject ? ALLOWED : DENIED);
  }
}

const NOBODY: Holds = () => DENIED;

function union(parts: readonly Holds[]): Holds {
  const [first, second, third] = parts;
  if (parts.length === 2) return either(first as Holds, second as Holds);
  if (parts.length === 3) return either(either(first as Holds, second as Holds), third as Holds);
  return (object) => {
    let verdict: Verdict = DENIED;
    for (let i = 0; i < parts.length; i++) {
      const part = (parts[i] as Holds)(object);
      if (part === ALLOWED) return ALLOWED;
      if (part === UNSURE) verdict = UNSURE;
    }
    return verdict;
  };
}

/** Why apart: a call that the compiler knows is a fraction of one by a list. */
function either(first: Holds, second: Holds): Holds {
  return (object) => {
    const one = first(object);
    if (one === ALLOWED) return ALLOWED;
    const other = second(object);
    return other === DENIED ? one : other;
  };
}

function intersection(parts: readonly Holds[]): Holds {
  return (object) => {
    let verdict: Verdict = ALLOWED;
    for (let i = 0; i < parts.length; i++) {
      const part = (parts[i] as Holds)(object);
      if (part === DENIED) return DENIED;
      if (part === UNSURE) verdict = UNSURE;
    }
    return verdict;
  };
}

/** What is excluded must be known for good: a denial that leans on an open name may yet turn. */
function exclusion(from: Holds, less: Holds, asking: Asking): Holds {
  return (object) => {
    const verdict = from(object);
    if (verdict === DENIED) return DENIED;
    const before = asking.lowest;
    asking.lowest = NOTHING_OPEN;
    const excluded = less(object);
    const isKnown = excluded === ALLOWED || (excluded === DENIED && asking.lowest > asking.depth);
    asking.lowest = before;
    if (!isKnown) return UNSURE;
    return excluded === ALLOWED ? DENIED : verdict;
  };
}

/** Where the expression denies, no policy can change that. */
function when(of: Holds): Holds {
  return (object) => (of(object) === DENIED ? DENIED : UNSURE);
}
