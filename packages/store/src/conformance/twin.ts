import { formatInstant, formatTuple, type Instant } from "@relata/model";
import type { Revision } from "../change-log.ts";
import type { Contents, Store } from "../store.ts";
import type { ConsistencyToken } from "../token.ts";
import { agree } from "./agree.ts";
import { changeText } from "./change-text.ts";
import { attributesText, observe, type Questions } from "./observe.ts";
import { hasFailed, outcome } from "./outcome.ts";
import { Replica } from "./replica.ts";
import { instant } from "./text.ts";
import { Walk, type Listed } from "./walk.ts";
import { wholeLog } from "./whole-log.ts";

/** One store of a database, and the store in memory that everything is done to as well. */
export class Twin {
  readonly #store: Store;
  readonly #memory: Store;
  /** What both said of one state at the time. */
  readonly #seen: { readonly mine: ConsistencyToken; readonly theirs: ConsistencyToken }[] = [];
  /** Numbers of the store, by those in memory. */
  readonly #numbers = new Map<number, number>([[0, 0]]);
  readonly #replica = new Replica();
  readonly #revisions: Revision[] = [];
  #walks: readonly Walk[] = [];
  #last = { mine: 0, theirs: 0 };

  constructor(store: Store, memory: Store) {
    this.#store = store;
    this.#memory = memory;
  }

  /** When the newest revision was made. */
  async newestAt(): Promise<number> {
    const { revisions } = await this.#store.log.revisions(this.#last.mine, 1_000);
    return revisions.at(-1)?.at ?? 0;
  }

  walk(listed: Listed): void {
    this.#walks = [...this.#walks, new Walk([this.#store, this.#memory], listed)];
  }

  /** Reads on in both logs and in all lists, and compares what both stores hold. Answers the new numbers. */
  async follow(): Promise<readonly number[]> {
    const [mine, theirs] = [await wholeLog(this.#store, 2, this.#last.mine), await this.#logInMemory()];
    agree(mine.map(revisionText), theirs.map(revisionText));
    for (const [i, revision] of mine.entries()) {
      this.#numbers.set(theirs[i]?.number ?? 0, revision.number);
      this.#revisions.push(revision);
      for (const change of revision.changes) this.#replica.make(change);
    }
    this.#last = { mine: mine.at(-1)?.number ?? this.#last.mine, theirs: theirs.at(-1)?.number ?? this.#last.theirs };
    agree(await this.#store.log.newest(), this.#last.mine);
    const [held, inMemory] = [await this.#store.contents(), await this.#memory.contents()];
    agree(contentsText(held), contentsText(inMemory));
    agree(contentsText(held), [...this.#replica.tuples(), ...this.#replica.attributes()]);
    this.#seen.push({ mine: held.token, theirs: inMemory.token });
    const walks: Walk[] = [];
    for (const walk of this.#walks) if (!(await walk.step())) walks.push(walk);
    this.#walks = walks;
    return mine.map(({ number }) => number);
  }

  /** Compares everything that may be asked in the end, of this state and of all before. */
  async compare(questions: Questions): Promise<void> {
    for (const walk of this.#walks) await walk.finish();
    agree(await observe(this.#store, questions), await observe(this.#memory, questions));
    for (const [i, { mine, theirs }] of this.#seen.entries()) {
      // Contents of each, and everything of some.
      const at = i % 4 === 0 ? stateAt : contentsAt;
      agree(await at(this.#store, mine, questions), await at(this.#memory, theirs, questions));
      await this.#store.count({}, { consistency: { atLeast: mine } });
    }
    const whole = await outcome(() => wholeLog(this.#store));
    if (!hasFailed(whole)) agree(whole, this.#revisions);
    agree(hasFailed(whole), hasFailed(await outcome(() => this.#memory.log.revisions(0, 1))));
    agree(await this.#store.models.list(), await this.#memory.models.list());
    const inMemory = (number: number) => this.#numbers.get(number) ?? -1;
    agree(await edgesOf(this.#store, (number) => number), await edgesOf(this.#memory, inMemory));
  }

  async #logInMemory(): Promise<readonly Revision[]> {
    return (await this.#memory.log.revisions(this.#last.theirs, 1_000_000)).revisions;
  }
}

async function contentsAt(store: Store, exactly: ConsistencyToken): Promise<unknown> {
  return outcome(async () => contentsText(await store.contents({ consistency: { exactly } })));
}

async function stateAt(store: Store, exactly: ConsistencyToken, { wanted, filters }: Questions): Promise<unknown> {
  const some = { wanted, filters: filters.slice(0, 1) };
  return outcome(() => observe(store, some, { consistency: { exactly } }));
}

function revisionText({ at, changes }: Revision): unknown {
  return { at, changes: changes.map(changeText) };
}

/** In the order of the store: `contents` promises one. */
function contentsText({ tuples, attributes }: Contents): readonly string[] {
  return [...tuples.map(formatTuple), ...attributes.map(attributesText)];
}

/** Every edge, with numbers as they are in the store. */
async function edgesOf(store: Store, numberOf: (number: number) => number): Promise<readonly string[]> {
  const [after, until] = [instant("0000-01-01T00:00:00Z"), instant("9999-12-31T23:59:59.999999999Z")];
  const found = await store.log.edges({ after: (after - 1n) as Instant, until, limit: 10_000 });
  return found
    .map(({ instant: of, edge, tuple, madeIn, endedIn }) => {
      const ended = endedIn === undefined ? "live" : numberOf(endedIn);
      return `${formatInstant(of)} ${edge} ${formatTuple(tuple)} ${numberOf(madeIn)} ${ended}`;
    })
    .sort();
}
