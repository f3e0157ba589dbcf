import { indexModel, type ModelIndex } from "@relata/model";
import type { AsyncStoreInTransaction, ConsistencyToken, Written } from "@relata/store";
import { answerWithin, type Asking } from "./answerer.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { InsideParts } from "./inside.ts";
import { toChanges, type WriteInput } from "./changes-input.ts";
import { refuseConsistency } from "./consistency-input.ts";
import { refuseState, type ListCursor } from "./list-cursor.ts";
import { Questions } from "./questions.ts";
import type { Terms } from "./terms.ts";
import type { Fit } from "./typed/fit.ts";
import type { Schema } from "./typed/schema.ts";
import type { WriteForm } from "./typed/write-form.ts";

/**
 * The engine in the application's own transaction, where the driver is asynchronous. What is called runs one after the
 * other, awaited or not; statements of the application that run beside a refused write are taken back with it.
 *
 * @throws Failure from every method as those of `Relata`, and `invalid_transaction` once the transaction is over, and for
 *   questions of several statements where each would see another state. A serialization failure or a deadlock is thrown as
 *   the driver has it: the application tries its transaction again.
 */
export class AsyncInTransaction<S extends Schema = Schema> extends Questions<S> {
  readonly #index: ModelIndex;
  readonly #provide: AttributeProviders;
  readonly #store: AsyncStoreInTransaction;
  readonly #wrote: InsideParts["wrote"];

  constructor({ engine, provide, wrote }: InsideParts, store: AsyncStoreInTransaction) {
    super(engine);
    this.#wrote = wrote;
    this.#index = indexModel(engine.model);
    this.#provide = provide;
    this.#store = store;
  }

  /** Writes all, or refuses all and leaves the transaction usable. The token holds once the application commits. */
  write<const W>(input: Fit<W, WriteForm<S, W>>): Promise<Written>;
  async write(input: WriteInput): Promise<Written> {
    const written = await this.#store.write(toChanges(this.#index, input));
    this.#wrote(written.token);
    return written;
  }

  protected override async answer<T>(asking: Asking<T>, terms: Terms): Promise<T> {
    refuseConsistency(terms.options);
    return answerWithin(this.#store, { index: this.#index, providers: this.#provide }, asking, terms);
  }

  /** Pages are of what the transaction holds when each is asked for. */
  protected override async stateOf(cursor: ListCursor | undefined): Promise<ConsistencyToken | undefined> {
    refuseState(cursor);
    return undefined;
  }
}
