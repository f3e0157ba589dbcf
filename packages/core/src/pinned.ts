import { indexModel } from "@relata/model";
import type { ConsistencyToken, ReadOptions } from "@relata/store";
import { answerFrom, type Asking, type Reader } from "./answerer.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { Engine } from "./engine.ts";
import { requireState, type ListCursor } from "./list-cursor.ts";
import { Questions } from "./questions.ts";
import { chained } from "./resident/chained.ts";
import type { Resident } from "./resident/resident.ts";
import { toTerms, type Terms } from "./terms.ts";
import type { Schema } from "./typed/schema.ts";

export interface PinnedParts {
  readonly engine: Engine;
  readonly reader: Reader;
  readonly provide: AttributeProviders;
  readonly resident: Resident | undefined;
}

/**
 * The questions of `Relata`, all of one state: that which the first one was answered from. One that names a state is of that. Holds no
 * memory, no connection and no transaction, and costs nothing: later questions read history.
 *
 * @throws Failure from every method as those of `Relata`, and `snapshot_expired` where history no longer reaches back to the first
 */
export class Pinned<S extends Schema = Schema> extends Questions<S> {
  readonly #parts: PinnedParts;
  readonly #options: ReadOptions;
  #token: ConsistencyToken | undefined;
  /** While the first question is being answered; never fails. */
  #choosing: Promise<void> | undefined;

  constructor(parts: PinnedParts, options: ReadOptions) {
    super(parts.engine);
    this.#parts = parts;
    this.#options = options;
  }

  /** The state. Cost: one round trip where nothing has been asked yet, and else none. */
  async token(): Promise<ConsistencyToken> {
    if (this.#token === undefined) await this.answer(() => () => undefined, toTerms(this.#parts.engine, {}));
    if (this.#token === undefined) throw new Error("invariant: a question that is answered has chosen the state");
    return this.#token;
  }

  protected override async answer<T>(asking: Asking<T>, terms: Terms): Promise<T> {
    if (terms.options.consistency !== undefined) return this.#answerFrom(asking, terms);
    while (this.#choosing !== undefined) await this.#choosing;
    if (this.#token !== undefined) return this.#answerAt(this.#token, asking, terms);
    const first = this.#first(asking, { ...terms, options: { ...this.#options, isRepeatable: true } });
    const over = (): void => void (this.#choosing = undefined);
    this.#choosing = first.then(over, over);
    return first;
  }

  protected override async stateOf(cursor: ListCursor | undefined): Promise<ConsistencyToken> {
    return cursor === undefined ? this.token() : requireState(cursor);
  }

  /** Also what fails has chosen the state, if any was read. */
  async #first<T>(asking: Asking<T>, terms: Terms): Promise<T> {
    const { reader, resident } = this.#parts;
    const held = await resident?.at(terms.options.consistency);
    if (held !== undefined) return this.#answerAt((this.#token = held.place.token), asking, terms);
    const noting: Reader = {
      read: (start, options) => chained(reader.read(start, options), (read) => ((this.#token = read.token), read)),
    };
    return this.#answerFrom(asking, terms, { ...this.#parts, reader: noting, resident: undefined });
  }

  #answerAt<T>(token: ConsistencyToken, asking: Asking<T>, terms: Terms): Promise<T> {
    return this.#answerFrom(asking, { ...terms, options: { consistency: { exactly: token } } });
  }

  #answerFrom<T>(asking: Asking<T>, terms: Terms, parts = this.#parts): Promise<T> {
    const { engine, reader, provide: providers, resident } = parts;
    return answerFrom(reader, { index: indexModel(engine.model), providers }, asking, terms, resident);
  }
}
