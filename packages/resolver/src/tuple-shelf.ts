import { compareTuples, isSubjectSet, isWildcard, type Tuple, type TupleKey } from "@relata/model";
import type { Use } from "./graph.ts";
import { PathMap } from "./path-map.ts";

const NOTHING: readonly Tuple[] = [];

/** Tuples that belong together, found by key, and listed in canonical order. The order is made when it is asked for. */
export class TupleShelf {
  readonly #byKey = new PathMap<Tuple>();
  readonly #tuples = new Set<Tuple>();
  #all: readonly Tuple[] | undefined;
  #sets: readonly Tuple[] | undefined;
  #byUse: PathMap<Tuple[]> | undefined;

  get size(): number {
    return this.#tuples.size;
  }

  find(key: TupleKey): Tuple | undefined {
    return this.#byKey.get(pathOf(key));
  }

  /** Puts the tuple in the place of its key, and answers the one that stood there. */
  put(tuple: Tuple): Tuple | undefined {
    const replaced = this.find(tuple);
    if (replaced !== undefined) this.#tuples.delete(replaced);
    this.#byKey.set(pathOf(tuple), tuple);
    this.#tuples.add(tuple);
    this.#forgetOrder();
    return replaced;
  }

  remove(tuple: Tuple): void {
    if (!this.#tuples.delete(tuple)) return;
    this.#byKey.delete(pathOf(tuple));
    this.#forgetOrder();
  }

  all(): readonly Tuple[] {
    return (this.#all ??= [...this.#tuples].sort(compareTuples));
  }

  /** Those whose subject is a subject set or a wildcard. */
  sets(): readonly Tuple[] {
    return (this.#sets ??= this.all().filter(({ subject }) => isSubjectSet(subject) || isWildcard(subject)));
  }

  /** Those of one use of their subject. Cost: of the first use that is asked for after a change, all tuples. */
  of({ type, relation, as = "" }: Use): readonly Tuple[] {
    return (this.#byUse ??= this.#sortByUse()).get([type, relation, as]) ?? NOTHING;
  }

  #sortByUse(): PathMap<Tuple[]> {
    const byUse = new PathMap<Tuple[]>();
    for (const tuple of this.all()) {
      byUse.entry([tuple.object.type, tuple.relation, tuple.subject.relation ?? ""], () => []).push(tuple);
    }
    return byUse;
  }

  #forgetOrder(): void {
    this.#byUse = undefined;
    this.#all = undefined;
    this.#sets = undefined;
  }
}

function pathOf({ object, relation, subject }: TupleKey): readonly string[] {
  return [object.type, object.id, relation, subject.type, subject.id, subject.relation ?? ""];
}
