import { indexModel, type ModelIndex } from "@relata/model";
import type { StoreInTransaction, Written } from "@relata/store";
import { answerNow, type Asking } from "./answerer.ts";
import { Answers } from "./answers.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { InsideParts } from "./inside.ts";
import { toChanges, type WriteInput } from "./changes-input.ts";
import type { Terms } from "./terms.ts";
import type { Fit } from "./typed/fit.ts";
import type { Schema } from "./typed/schema.ts";
import type { WriteForm } from "./typed/write-form.ts";

/**
 * The engine in the application's own transaction. Every method answers with a value and never with a promise: to await
 * inside a synchronous transaction would commit half of it.
 *
 * @throws Failure from every method as those of `Relata`, and `invalid_transaction` once the transaction is over
 */
export class InTransaction<S extends Schema = Schema> extends Answers<S> {
  readonly #index: ModelIndex;
  readonly #provide: AttributeProviders;
  readonly #store: StoreInTransaction;
  readonly #wrote: InsideParts["wrote"];

  constructor({ engine, provide, wrote }: InsideParts, store: StoreInTransaction) {
    super(engine);
    this.#wrote = wrote;
    this.#index = indexModel(engine.model);
    this.#provide = provide;
    this.#store = store;
  }

  /** Writes all, or refuses all and leaves the transaction usable. The token holds once the application commits. */
  write<const W>(input: Fit<W, WriteForm<S, W>>): Written;
  write(input: WriteInput): Written {
    const written = this.#store.write(toChanges(this.#index, input));
    this.#wrote(written.token);
    return written;
  }

  protected override answer<T>(asking: Asking<T>, terms: Terms): T {
    return answerNow(this.#store, { index: this.#index, providers: this.#provide }, asking, terms);
  }
}
