import { isWildcard, type Tuple } from "@relata/model";
import type { AttributeKind, Judge, Stranded, StrandedAttributes, TupleKind } from "../judge.ts";
import type { ApplyOptions, ModelApplied, ModelEntry, ModelHistory, NewModel, StoredModel } from "../model-history.ts";
import { modelMoved, tuplesStranded } from "../refusals.ts";
import type { AttributeChange } from "../store.ts";
import { reasonOf, Tally } from "../tally.ts";
import type { MemoryDatabase } from "./memory-database.ts";
import type { MemoryState } from "./memory-state.ts";
import type { MemoryTenant } from "./memory-tenant.ts";

/** Everything that may not stay, counted, and as the changes that delete it. */
interface Found {
  readonly stranded: Stranded;
  readonly changes: { readonly delete: Tuple[]; readonly attributes: AttributeChange[] };
}

/** The history of models in memory. Cost of judging: everything that the store holds. */
export class MemoryModels implements ModelHistory {
  readonly #database: MemoryDatabase;
  readonly #name: string;

  constructor(database: MemoryDatabase, name: string) {
    this.#database = database;
    this.#name = name;
  }

  judge(judge: Judge): Stranded {
    return find(this.#tenant().state, judge).stranded;
  }

  apply(given: NewModel, judge: Judge, { deleteStranded = false, after }: ApplyOptions = {}): ModelApplied {
    const { models, state, newest } = this.#tenant();
    const last = models.at(-1);
    if (after !== undefined && after !== (last?.number ?? 0)) throw modelMoved(after, last?.number ?? 0);
    const { stranded, changes } = find(state, judge);
    const isFit = stranded.tuples.length === 0 && stranded.attributes.length === 0;
    if (!isFit && !deleteStranded) throw tuplesStranded(stranded);
    const recorded = last?.hash !== given.hash;
    const stored = recorded || last === undefined ? { number: models.length + 1, ...given } : last;
    const entry = entryOf(stored);
    if (!recorded && isFit) return { entry, recorded, deleted: stranded, token: this.#database.token(newest) };
    const { token } = this.#database.commit(this.#name, (tenant, number) => {
      if (recorded) tenant.models.push(stored);
      const applied = tenant.apply(changes, number);
      return { changes: [...applied.changes, ...(recorded ? [{ kind: "model", after: entry } as const] : [])] };
    });
    return { entry, recorded, deleted: stranded, token };
  }

  list(): readonly ModelEntry[] {
    return this.#tenant().models.map(entryOf);
  }

  get(number?: number): StoredModel | undefined {
    const { models } = this.#tenant();
    return models[(number ?? models.length) - 1];
  }

  #tenant(): MemoryTenant {
    return this.#database.tenant(this.#name);
  }
}

function find(state: MemoryState, judge: Judge): Found {
  const changes: Found["changes"] = { delete: [], attributes: [] };
  const judged = new Tally<TupleKind, Tuple>();
  for (const tuple of state.tuples()) {
    const kind = kindOf(tuple);
    const reason = reasonOf(judge.tuples(kind), tuple.policy?.parameters ?? {});
    if (reason === undefined) continue;
    judged.add(kind, reason, [tuple]);
    changes.delete.push(tuple);
  }
  const values = new Tally<AttributeKind, StrandedAttributes["examples"][number]>();
  for (const { object, values: held } of state.attributes()) {
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
