import { canonicalJson, compareText, type Json, type JsonObject } from "@relata/model";
import { MAX_EXAMPLES, type Judgement } from "./judge.ts";

/** What has been counted of one kind and one reason. */
interface Counted<Kind, Example> {
  readonly kind: Kind;
  readonly reason: string;
  count: number;
  readonly examples: Example[];
}

/** Counts what is stranded by kind and reason, and keeps the first few of each: what an adapter answers a judge with. */
export class Tally<Kind extends object, Example> {
  readonly #counted = new Map<string, Counted<Kind, Example>>();

  /** Notes one, or as many as are known to be alike, with examples of them. */
  add(kind: Kind, reason: string, examples: readonly Example[], count = examples.length): void {
    const key = canonicalJson([kind as JsonObject, reason]);
    let counted = this.#counted.get(key);
    if (counted === undefined) this.#counted.set(key, (counted = { kind, reason, count: 0, examples: [] }));
    counted.count += count;
    for (const example of examples) if (counted.examples.length < MAX_EXAMPLES) counted.examples.push(example);
  }

  /** In canonical order of kinds, then of reasons, whatever the order in which they came. */
  all(): readonly Counted<Kind, Example>[] {
    return [...this.#counted].sort(([a], [b]) => compareText(a, b)).map(([, counted]) => counted);
  }
}

/** The reason why a value may not stay; undefined where it may. */
export function reasonOf<T extends Json>(judgement: Judgement<T>, value: T): string | undefined {
  return typeof judgement === "function" ? judgement(value) : judgement;
}
