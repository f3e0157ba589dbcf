import type { ModelIndex, Tuple } from "@relata/model";
import type { PageCursor, Store, TupleFilter, TuplePage } from "@relata/store";
import { toReadOptions, type StateInput } from "../consistency-input.ts";
import { toFilter, type FilterInput } from "../filter-input.ts";
import { nextTurn } from "../next-turn.ts";
import { checkSignal, refuseAborted } from "../patience.ts";
import { toPageCursor, toPageLimit } from "./page-input.ts";

/** Which page. The state is that of the first one, whatever is written meanwhile. */
export interface PageInput extends StateInput {
  /** Tuples of a page: 1,000 unless given. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
  /** Ends it with the failure `aborted`, before a page is asked for. */
  readonly signal?: AbortSignal;
}

/**
 * Tuples that match a filter, in an order that stays the same: awaited as one page, or walked to the last. All of it is of
 * one state. Nothing is asked before it is awaited or walked; a page is asked for when the one before has been walked.
 */
export class TupleListing implements AsyncIterable<Tuple>, PromiseLike<TuplePage> {
  readonly #load: (after: PageCursor | undefined) => Promise<TuplePage>;
  readonly #after: PageCursor | undefined;
  #first: Promise<TuplePage> | undefined;

  /** @throws Failure `invalid_question`, `invalid_cursor`, `invalid_consistency_token`, and as `toFilter` */
  constructor(store: Store, index: ModelIndex, input: FilterInput, { limit, after, consistency, signal }: PageInput) {
    checkSignal(signal);
    const filter: TupleFilter = toFilter(index, input, "invalid_question");
    const options = {
      ...toReadOptions({ ...(consistency !== undefined && { consistency }) }),
      limit: toPageLimit(limit),
    };
    this.#after = toPageCursor(after);
    this.#load = async (place) => {
      refuseAborted(signal);
      return store.tuples(filter, { ...options, ...(place !== undefined && { after: place }) });
    };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Tuple> {
    let page = await this.#page();
    yield* page.tuples;
    while (page.next !== undefined) {
      await nextTurn();
      page = await this.#load(page.next);
      yield* page.tuples;
    }
  }

  // oxlint-disable-next-line unicorn/no-thenable -- Why: as `Listing`.
  then<T = TuplePage, E = never>(
    fulfilled?: ((page: TuplePage) => T | PromiseLike<T>) | null,
    rejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<T | E> {
    return this.#page().then(fulfilled, rejected);
  }

  #page(): Promise<TuplePage> {
    return (this.#first ??= this.#load(this.#after));
  }
}
