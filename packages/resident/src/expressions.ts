import { indexModel, variantsOf, type Arrow, type Model, type ModelIndex, type Rewrite } from "@relata/model";
import { PathMap } from "@relata/resolver";
import { NOTHING_OPEN, type Asking } from "./asking.ts";
import type { Closures } from "./closures.ts";
import { Direct } from "./direct.ts";
import { Named, type Holds } from "./named.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { Steps } from "./steps.ts";
import { ALLOWED, DENIED, UNSURE, type Verdict } from "./verdict.ts";
import { Weights } from "./weights.ts";

/** Names that cost at most so many reads are asked again wherever they are met: to mark what they said would cost more. */
const LIGHT = 16;

/** The expressions of a model for subjects of one type, each compiled when it is first asked for. */
export class Expressions {
  readonly #index: ModelIndex;
  readonly #graph: ResidentGraph;
  readonly #closures: Closures;
  readonly #asking: Asking;
  readonly #subjectType: string;
  readonly #weights: Weights;
  readonly #compiled = new PathMap<Holds>();
  readonly #marked: Named[] = [];

  constructor(model: Model, graph: ResidentGraph, closures: Closures, asking: Asking, subjectType: string) {
    this.#index = indexModel(model);
    this.#graph = graph;
    this.#closures = closures;
    this.#asking = asking;
    this.#subjectType = subjectType;
    this.#weights = new Weights(this.#index, ({ type, relation }) => closures.placeOf(type, relation) >= 0);
  }

  /** A name of a type; undefined where the type has none of it. */
  named(type: string, name: string): Holds | undefined {
    const known = this.#compiled.get([type, name]);
    if (known !== undefined) return known;
    // Why first: tuples may have a type that the model lacks, and whoever asks for one has made a mistake.
    if (!this.#index.types.has(this.#subjectType)) return undefined;
    const rewrite = this.#index.types.get(type)?.rewrites.get(name);
    // Why not kept: whoever asks for names that are none could fill the memory with them.
    if (rewrite === undefined) return undefined;
    if (this.#weights.of(type, name) > LIGHT) return this.#marking(rewrite, type, name);
    const holds = this.#compile(rewrite, type, name);
    this.#compiled.set([type, name], holds);
    return holds;
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

  #marking(rewrite: Rewrite, type: string, name: string): Holds {
    const named = new Named(this.#asking);
    this.#marked.push(named);
    // Why before it is compiled: it may lead back to itself.
    this.#compiled.set([type, name], named.ask);
    named.holds = this.#compile(rewrite, type, name);
    return named.ask;
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
        return until(ALLOWED, this.#compileEach(rewrite.of, type, name), DENIED);
      case "intersection":
        return until(DENIED, this.#compileEach(rewrite.of, type, name), ALLOWED);
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

  #compileEach(parts: readonly Rewrite[], type: string, name: string): readonly Holds[] {
    return parts.map((part) => this.#compile(part, type, name));
  }

  #direct(type: string, relation: string): Holds {
    const variants = variantsOf(this.#index, type, relation);
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
    return this.named(type, name) ?? NOBODY;
  }

  #self(type: string): Holds {
    if (type !== this.#subjectType) return NOBODY;
    const asking = this.#asking;
    return (object) => (object === asking.subject ? ALLOWED : DENIED);
  }
}

const NOBODY: Holds = () => DENIED;

/** The verdict that decides, where a part has it; else the other, where all have that. */
function until(decisive: Verdict, parts: readonly Holds[], other: Verdict): Holds {
  return (object) => {
    let verdict = other;
    for (let i = 0; i < parts.length; i++) {
      const said = (parts[i] as Holds)(object);
      if (said === decisive) return decisive;
      if (said === UNSURE) verdict = UNSURE;
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
