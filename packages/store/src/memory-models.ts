import { isWildcard, type Tuple } from "@relata/model";
import type { AttributeKind, Judge, Stranded, StrandedAttributes, TupleKind } from "./judge.ts";
import type { ApplyOptions, ModelApplied, ModelEntry, ModelHistory, NewModel, StoredModel } from "./model-history.ts";
import { modelMoved, tuplesStranded } from "./refusals.ts";
import type { AttributeChange, Changes, Contents, Written } from "./store.ts";
import { reasonOf, Tally } from "./tally.ts";

/** What the history needs of the store that it is part of. */
export interface MemoryParts {
  /** Throws where the store has been closed. */
  readonly refuseClosed: () => void;
  readonly contents: () => Contents;
  readonly delete: (changes: Changes) => Written;
}

/** Everything that may not stay, counted, and as the changes that delete it. */
interface Found {
  readonly stranded: Stranded;
  readonly changes: { readonly delete: Tuple[]; readonly attributes: AttributeChange[] };
}

/** The history of models in memory. Cost of judging: everything that the store holds. */
export class MemoryModels implements ModelHistory {
  readonly #store: MemoryParts;
  readonly #entries: StoredModel[] = [];

  constructor(store: MemoryParts) {
    this.#store = store;
  }

  judge(judge: Judge): Stranded {
    return find(this.#store.contents(), judge).stranded;
  }

  apply(given: NewModel, judge: Judge, { deleteStranded = false, after }: ApplyOptions = {}): ModelApplied {
    const contents = this.#store.contents();
    const last = this.#entries.at(-1);
    if (after !== undefined && after !== (last?.number ?? 0)) throw modelMoved(after, last?.number ?? 0);
    const { stranded, changes } = find(contents, judge);
    const isFit = stranded.tuples.length === 0 && stranded.attributes.length === 0;
    if (!isFit && !deleteStranded) throw tuplesStranded(stranded);
    const recorded = last?.hash !== given.hash;
    // Why the write also where nothing is deleted: a model that is recorded makes a revision.
    const { token } = recorded || !isFit ? this.#store.delete(changes) : contents;
    const stored = recorded || last === undefined ? { number: this.#entries.length + 1, ...given } : last;
    if (recorded) this.#entries.push(stored);
    return { entry: entryOf(stored), recorded, deleted: stranded, token };
  }

  list(): readonly ModelEntry[] {
    this.#store.refuseClosed();
    return this.#entries.map(entryOf);
  }

  get(number = this.#entries.length): StoredModel | undefined {
    this.#store.refuseClosed();
    return this.#entries[number - 1];
  }
}

function find({ tuples, attributes }: Contents, judge: Judge): Found {
  const changes: Found["changes"] = { delete: [], attributes: [] };
  const judged = new Tally<TupleKind, Tuple>();
  for (const tuple of tuples) {
    const kind = kindOf(tuple);
    const reason = reasonOf(judge.tuples(kind), tuple.policy?.parameters ?? {});
    if (reason === undefined) continue;
    judged.add(kind, reason, [tuple]);
    changes.delete.push(tuple);
  }
  const values = new Tally<AttributeKind, StrandedAttributes["examples"][number]>();
  for (const { object, values: held } of attributes) {
    const unset = Object.entries(held).flatMap(([name, value]) => {
      const kind = { type: object.type, name };
      const reason = reasonOf(judge.attributes(kind), value);
      if (reason !== undefined) values.add(kind, reason, [{ object, value }]);
      return reason === undefined ? [] : [name];
    });
    if (unset.length > 0) changes.attributes.push({ object, unset });
  }
  return { stranded: { tuples: judged.all(), attributes: values.all() }, changes };
}

function kindOf({ object, relation, subject, policy }: Tuple): TupleKind {
  return {
    type: object.type,
    relation,
    subject: {
      type: subject.type,
      ...(subject.relation !== undefined && { relation: subject.relation }),
      ...(isWildcard(subject) && { wildcard: true }),
      ...(policy !== undefined && { policy: policy.name }),
    },
  };
}

function entryOf({ number, at, hash, message }: StoredModel): ModelEntry {
  return { number, at, hash, ...(message !== undefined && { message }) };
}
