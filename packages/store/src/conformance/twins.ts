import type { Model, Tuple } from "@relata/model";
import type { Judge, Stranded } from "../judge.ts";
import { matches } from "../matches.ts";
import { memoryStore, type MemoryStore } from "../memory/memory-store.ts";
import type { Changes, Store } from "../store.ts";
import type { ConsistencyToken } from "../token.ts";
import { agree } from "./agree.ts";
import { NAMES, type Operation } from "./arbitrary-operations.ts";
import type { Questions } from "./observe.ts";
import { hasFailed, outcome } from "./outcome.ts";
import { Twin } from "./twin.ts";
import { wholeLog } from "./whole-log.ts";

type Of<Kind extends Operation["do"]> = Extract<Operation, { readonly do: Kind }>;

const MODEL: Model = { version: 1, types: [], policies: [], context: [] };
const lenient: Judge = { tuples: () => undefined, attributes: () => undefined };
const strict: Judge = {
  tuples: ({ relation }) => (relation === "viewer" ? "there are no viewers" : undefined),
  attributes: () => (value) => (value === 1 ? "one is too large" : undefined),
};

/** A database and one in memory, to which the same things are done: what either answers, the other must. */
export class Twins {
  readonly #store: Store;
  readonly #memory: MemoryStore;
  readonly #twins = new Map<string, Twin>();
  readonly #named: Of<"write">[] = [];
  readonly #moments: number[] = [];
  #newest = 0;
  #now = 0;

  constructor(store: Store) {
    this.#store = store;
    this.#memory = memoryStore({ clock: () => this.#now });
  }

  async act(operation: Operation): Promise<void> {
    switch (operation.do) {
      case "write":
        if (operation.changes.idempotencyKey !== undefined) this.#named.push(operation);
        return this.#write(operation);
      case "repeat": {
        const named = this.#named.at(operation.which % Math.max(1, this.#named.length));
        return named === undefined ? undefined : this.#write(named);
      }
      case "deleteMatching":
        return this.#deleteMatching(operation);
      case "apply":
        return this.#apply(operation);
      case "list":
        return this.#twin(operation.name).walk(operation);
      case "collect":
        return this.#collect(operation);
      case "deleteStore":
        return this.#deleteStore(operation);
    }
  }

  async compare(questions: Questions): Promise<void> {
    agree(await this.#store.stores.list(), this.#memory.stores.list());
    for (const name of NAMES) await this.#twin(name).compare(questions);
  }

  async #write({ name, changes }: { readonly name: string; readonly changes: Changes }): Promise<void> {
    await this.#both(name, async (store) => {
      const { token, ...written } = await store.write(changes);
      return { ...written, isNewest: (await numberOf(store, token)) === (await store.log.newest()) };
    });
  }

  async #apply({ name, hash, isStrict, deleteStranded }: Of<"apply">): Promise<void> {
    const judge = isStrict ? strict : lenient;
    await this.#both(name, async (store) => {
      const given = { model: MODEL, hash, at: 1 };
      const { token, deleted, ...applied } = await store.models.apply(given, judge, { deleteStranded });
      return {
        ...applied,
        deleted: counted(deleted),
        isNewest: (await numberOf(store, token)) === (await store.log.newest()),
      };
    });
  }

  async #deleteMatching({ name, filter, limit, preconditions }: Of<"deleteMatching">): Promise<void> {
    const store = this.#store.stores.open(name);
    const memory = this.#memory.stores.open(name);
    const { value: count } = memory.count(filter);
    const last = await store.log.newest();
    const options = { preconditions, ...(limit !== undefined && { limit }) };
    const mine = await outcome(() => store.deleteMatching(filter, options));
    await this.#advance(name);
    if (hasFailed(mine)) {
      agree(mine, await outcome(() => memory.deleteMatching(filter, options)));
      return this.#follow(name);
    }
    const { deleted, isComplete } = mine;
    agree({ deleted, isComplete }, { deleted: Math.min(count, limit ?? count), isComplete: count <= (limit ?? count) });
    // Which ones go is the store's own choice, where there are more than the limit.
    const gone = await deletedAfter(store, last);
    agree(
      gone.filter((tuple) => !matches(filter, tuple)),
      [],
    );
    memory.write({ delete: gone, preconditions });
    return this.#follow(name);
  }

  async #collect({ which }: Of<"collect">): Promise<void> {
    const moment = which === "all" ? undefined : this.#moments.at(which % Math.max(1, this.#moments.length));
    const before = moment ?? Date.UTC(9999, 11, 31);
    const collected = async (store: Store): Promise<unknown> => {
      const { tuples, attributes, idempotencyKeys } = await store.collectGarbage({ before });
      return { tuples, attributes, idempotencyKeys };
    };
    agree(await collected(this.#store), await collected(this.#memory));
    for (const name of NAMES) await this.#follow(name);
  }

  async #deleteStore({ name }: Of<"deleteStore">): Promise<void> {
    agree(await this.#store.stores.delete(name), this.#memory.stores.delete(name));
    this.#twins.delete(name);
    for (const each of NAMES) await this.#follow(each);
  }

  /** Does it to the store first: the one in memory takes its clock from there. */
  async #both(name: string, act: (store: Store) => Promise<unknown>): Promise<void> {
    const mine = await outcome(() => act(this.#store.stores.open(name)));
    await this.#advance(name);
    agree(mine, await outcome(() => act(this.#memory.stores.open(name))));
    await this.#follow(name);
  }

  async #advance(name: string): Promise<void> {
    this.#now = await this.#twin(name).newestAt();
    this.#moments.push(this.#now);
  }

  /** Revisions of both stores stand in one order. */
  async #follow(name: string): Promise<void> {
    for (const number of await this.#twin(name).follow()) {
      if (number <= this.#newest) throw new RangeError(`revision ${number} came after ${this.#newest}`);
      this.#newest = number;
    }
  }

  #twin(name: string): Twin {
    const twin = this.#twins.get(name) ?? new Twin(this.#store.stores.open(name), this.#memory.stores.open(name));
    this.#twins.set(name, twin);
    return twin;
  }
}

/** The number that a token names; 0 where it has been forgotten. */
async function numberOf(store: Store, token: ConsistencyToken): Promise<number> {
  const number = await outcome(async () => ({ of: await store.log.numberOf(token) }));
  return hasFailed(number) ? 0 : number.of;
}

function counted({ tuples, attributes }: Stranded): object {
  return { tuples: tuples.map(withoutExamples), attributes: attributes.map(withoutExamples) };
}

/** Which of many are shown, and in which order, is the store's own choice. */
function withoutExamples({ examples, ...rest }: { readonly examples: readonly unknown[] }): object {
  return { ...rest, shown: examples.length };
}

/** Tuples that were ended after that number. */
async function deletedAfter(store: Store, number: number): Promise<readonly Tuple[]> {
  const revisions = await wholeLog(store, 1_000, number);
  return revisions
    .flatMap(({ changes }) => changes)
    .flatMap((change) => (change.kind === "tuple" && change.before !== undefined ? [change.before] : []));
}
