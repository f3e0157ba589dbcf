import { formatObject, isFailure, type Model, type Tuple } from "@relata/model";
import { ALLOWED, DENIED, QuickCheck, ResidentGraph, UNSURE, type Verdict } from "@relata/resident";
import { check, MemoryGraph, type Graph, type Question } from "@relata/resolver";
import { ask, tuplesOf } from "./compiled.ts";

/** The same tuples in a resident graph and in one that is known to be right. */
export class Both {
  readonly plain = new MemoryGraph();
  readonly resident: ResidentGraph;
  readonly quick: QuickCheck;
  readonly #model: Model;

  constructor(model: Model, texts: readonly string[] = [], limits: ConstructorParameters<typeof QuickCheck>[1] = {}) {
    this.#model = model;
    this.resident = new ResidentGraph(model);
    this.quick = new QuickCheck(this.resident, limits);
    for (const tuple of tuplesOf(model, texts)) {
      this.plain.add(tuple);
      this.resident.load(tuple);
    }
  }

  put(...texts: readonly string[]): void {
    for (const tuple of tuplesOf(this.#model, texts)) this.putTuple(tuple);
  }

  putTuple(tuple: Tuple): void {
    this.plain.add(tuple);
    this.resident.put(tuple);
  }

  delete(...texts: readonly string[]): void {
    for (const tuple of tuplesOf(this.#model, texts)) {
      this.plain.delete(tuple);
      this.resident.delete(tuple);
    }
  }

  /**
   * What is said quickly to `user:ann view doc:d`.
   *
   * @throws where that is not what the resolver says, over either graph
   */
  ask(text: string): Verdict {
    const question = ask(this.#model, text);
    const { subject, permission, object } = question;
    const [first] = subject;
    if (first === undefined) throw new Error("a question has a subject");
    const verdict = this.quick.decide(first, permission, object);
    const byText = this.quick.decideGiven(formatObject(first), permission, formatObject(object));
    if (byText !== verdict) throw new Error(`\`${text}\`: ${byText} as text, not ${verdict}`);
    const expected = outcomeOver(this.#model, this.plain, question);
    const over = outcomeOver(this.#model, this.resident, question);
    if (over !== expected) throw new Error(`\`${text}\` is ${over} over the resident graph, not ${expected}`);
    if (verdict !== UNSURE && outcomeOf(verdict) !== expected)
      throw new Error(`\`${text}\` is quickly ${outcomeOf(verdict)}, not ${expected}`);
    return verdict;
  }
}

/** The outcome, or the code of the failure. */
function outcomeOver(model: Model, graph: Graph, question: Question): string {
  try {
    return check(model, graph, question).outcome;
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
}

function outcomeOf(verdict: Verdict): string {
  return { [ALLOWED]: "allowed", [DENIED]: "denied", [UNSURE]: "unsure" }[verdict];
}
