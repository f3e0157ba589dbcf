import type { ModelIndex } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import { drive, PENDING, ProvidedAttributes, type Ask, type Graph, type Pending, type Plan } from "@relata/resolver";
import type { MaybePromise, Read, ReadOptions, StoreInTransaction } from "@relata/store";
import { fetchProvided, fetchProvidedNow, type AttributeProviders } from "./attribute-provider.ts";
import type { Patience } from "./patience.ts";
import { patiently, type Terms } from "./terms.ts";
import type { FollowedGraph } from "./resident/followed-graph.ts";
import type { Resident } from "./resident/resident.ts";
import { firstTurn, readInTurns, RESTED } from "./turns.ts";

/**
 * Makes a question, as a function of the graph. Made anew for each snapshot: what it keeps between runs is of one. A resident graph
 * has quick checks, whose answers count for it at this moment only.
 */
export type Asking<T> = (quick?: QuickCheck) => (graph: Graph) => T;

/** A store, or an open transaction on one: what runs a plan. */
export interface Reader {
  read<T>(start: (ask?: Ask) => Plan<T>, options?: ReadOptions): MaybePromise<Read<T>>;
}

/** What answers are made of, besides the question and its terms. */
export interface Known {
  readonly index: ModelIndex;
  readonly providers: AttributeProviders;
}

/**
 * The answer from one snapshot of the store. Where a policy reads what the application provides, that is fetched when
 * the snapshot is over, and the question is put again to a new one, of a state that is chosen alike: the answer is of the
 * last.
 *
 * @throws Failure `provider_failed`, `aborted`, `deadline_exceeded`, and what the question throws
 */
export async function answerFrom<T>(
  store: Reader,
  known: Known,
  asking: Asking<T>,
  terms: Terms,
  resident?: Resident,
): Promise<T> {
  const { patience, options } = terms;
  const reader = readerUnder(terms, store);
  return answerWith(known, asking, patience, (asking) => {
    const far = <V>(near: V | typeof RESTED) => {
      if (near !== RESTED) return near;
      return patience.signal === undefined
        ? readAtOnce(reader, asking(), patience, options)
        : readInTurns(reader, asking, patience, options);
    };
    const near = resident === undefined ? RESTED : answerNear(resident, asking, terms);
    return near instanceof Promise ? near.then(far) : far(near);
  });
}

/**
 * The answer from memory, at once where its state is known to be fresh, unless the store is to be asked. A question that a signal may end
 * is asked there once it takes long.
 */
function answerNear<T>(
  resident: Resident,
  asking: Asking<T>,
  { patience, options }: Terms,
): MaybePromise<T | typeof RESTED> {
  const answer = (held: FollowedGraph | undefined) => {
    if (held === undefined) return RESTED;
    const question = asking(held.quick);
    if (patience.signal === undefined) return patiently(patience, question)(held.graph);
    return firstTurn(question, patience)(held.graph);
  };
  const found = resident.at(options.consistency);
  return found instanceof Promise ? found.then(answer) : answer(found);
}

/** The same through a transaction of an asynchronous driver: there is no other state to go on with after a rest. */
export async function answerWithin<T>(store: Reader, known: Known, asking: Asking<T>, terms: Terms): Promise<T> {
  const { patience } = terms;
  const reader = readerUnder(terms, store);
  return answerWith(known, asking, patience, async (asking) => readAtOnce(reader, asking(), patience));
}

/** The same through a transaction of a synchronous driver, at once: all of it is one snapshot. */
export function answerNow<T>(store: StoreInTransaction, known: Known, asking: Asking<T>, terms: Terms): T {
  const reader = readerUnder(terms, store);
  return settled(known, asking, terms.patience, (question) => reader.read((ask) => drive(question, ask)).value);
}

/** The same over a graph in memory. */
export function answerOver<T>({ graph, quick }: Snapshot, known: Known, asking: Asking<T>, { patience }: Terms): T {
  return settled(
    known,
    () => asking(quick),
    patience,
    (question) => question(graph),
  );
}

/** A graph in memory, with what checks it quickly, where there is such. */
export interface Snapshot {
  readonly graph: Graph;
  readonly quick?: QuickCheck;
}

/** The reader; one that notes its calls, where somebody observes. */
export function readerUnder<R extends Reader>({ notes }: Terms, reader: R): Pick<R, "read"> {
  return notes === undefined ? reader : notes.reading(reader);
}

/** Invariant: nothing is answered once patience is over, however the answer came. */
async function answerWith<T>(
  { index, providers }: Known,
  asking: Asking<T>,
  patience: Patience,
  read: (asking: Asking<T | Pending>) => MaybePromise<T | Pending>,
): Promise<T> {
  const provided = new ProvidedAttributes(new Set(Object.keys(providers)));
  for (;;) {
    patience.check();
    const found = read((quick) => provided.over(asking(quick)));
    // Why not always: to wait takes a timer.
    const value = found instanceof Promise ? await patience.wait(found) : found;
    patience.check();
    if (value !== PENDING) return value;
    await patience.wait(fetchProvided(index, providers, provided));
  }
}

async function readAtOnce<T>(
  store: Reader,
  question: (graph: Graph) => T,
  patience: Patience,
  options?: ReadOptions,
): Promise<T> {
  const { value } = await store.read((ask) => drive(patiently(patience, question), ask), options);
  return value;
}

function settled<T>(
  { index, providers }: Known,
  asking: Asking<T>,
  patience: Patience,
  put: (question: (graph: Graph) => T | Pending) => T | Pending,
): T {
  const provided = new ProvidedAttributes(new Set(Object.keys(providers)));
  for (;;) {
    patience.check();
    const value = put(patiently(patience, provided.over(asking())));
    patience.check();
    if (value !== PENDING) return value;
    fetchProvidedNow(index, providers, provided);
  }
}
