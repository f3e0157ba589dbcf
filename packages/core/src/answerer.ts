import type { ModelIndex } from "@relata/model";
import { drive, PENDING, ProvidedAttributes, type Ask, type Graph, type Pending, type Plan } from "@relata/resolver";
import type { MaybePromise, Read, ReadOptions, StoreInTransaction } from "@relata/store";
import { fetchProvided, fetchProvidedNow, type AttributeProviders } from "./attribute-provider.ts";

/** Makes a question, as a function of the graph. Made anew for each snapshot: what it keeps between runs is of one. */
export type Asking<T> = () => (graph: Graph) => T;

/** A store, or an open transaction on one: what runs a plan. */
export interface Reader {
  read<T>(start: (ask?: Ask) => Plan<T>, options?: ReadOptions): MaybePromise<Read<T>>;
}

/**
 * The answer from one snapshot of the store. Where a policy reads what the application provides, that is fetched when
 * the snapshot is over, and the question is put again to a new one, of a state that is chosen alike: the answer is of the
 * last.
 *
 * @throws Failure `provider_failed`, and what the question throws
 */
export async function answerFrom<T>(
  store: Reader,
  index: ModelIndex,
  providers: AttributeProviders,
  asking: Asking<T>,
  options: ReadOptions = {},
): Promise<T> {
  const provided = new ProvidedAttributes(new Set(Object.keys(providers)));
  for (;;) {
    const question = provided.over(asking());
    const { value } = await store.read((ask) => drive(question, ask), options);
    if (value !== PENDING) return value;
    await fetchProvided(index, providers, provided);
  }
}

/** The same through a transaction of a synchronous driver, at once: all of it is one snapshot. */
export function answerNow<T>(
  store: StoreInTransaction,
  index: ModelIndex,
  providers: AttributeProviders,
  asking: Asking<T>,
): T {
  return settled(index, providers, asking, (question) => store.read((ask) => drive(question, ask)).value);
}

/** The same over a graph in memory. */
export function answerOver<T>(graph: Graph, index: ModelIndex, providers: AttributeProviders, asking: Asking<T>): T {
  return settled(index, providers, asking, (question) => question(graph));
}

function settled<T>(
  index: ModelIndex,
  providers: AttributeProviders,
  asking: Asking<T>,
  put: (question: (graph: Graph) => T | Pending) => T | Pending,
): T {
  const provided = new ProvidedAttributes(new Set(Object.keys(providers)));
  for (;;) {
    const value = put(provided.over(asking()));
    if (value !== PENDING) return value;
    fetchProvidedNow(index, providers, provided);
  }
}
