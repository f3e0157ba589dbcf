import { Failure, toObject, type JsonObject, type ModelIndex, type ObjectRef } from "@relata/model";
import { drive, PENDING } from "@relata/resolver";
import type { AttributeChange, ReadOptions, Store, Written } from "@relata/store";
import { toAttributeChange } from "./attribute-input.ts";
import { toReadOptions, type StateInput } from "./consistency-input.ts";
import type { Fit } from "./typed/fit.ts";
import type { ObjectForm } from "./typed/object-input.ts";
import type { Schema } from "./typed/schema.ts";
import type { NamesGiven, ValuesGiven } from "./typed/values-given.ts";

/**
 * The attributes that are stored beside the tuples, object by object, in the same transactions and revisions. They win
 * over what the application provides, and over what a request supplies.
 */
export class Attributes<S extends Schema = Schema> {
  readonly #index: ModelIndex;
  readonly #store: Store;
  readonly #wrote: () => void;

  /** @param wrote called after each write */
  constructor(index: ModelIndex, store: Store, wrote: () => void) {
    this.#index = index;
    this.#store = store;
    this.#wrote = wrote;
  }

  /**
   * Sets some attributes of an object; others stay.
   *
   * @throws Failure `invalid_attributes`, `invalid_reference`, `unknown_type`
   */
  set<const O extends string | ObjectRef>(
    object: Fit<O, ObjectForm<S, O>>,
    values: ValuesGiven<S, O>,
  ): Promise<Written>;
  async set(object: string | ObjectRef, values: object): Promise<Written> {
    return this.#write(toAttributeChange(this.#index, { object, set: values as JsonObject }));
  }

  /** What is stored of the object, by name; empty where nothing is. */
  async get<const O extends string | ObjectRef>(
    object: Fit<O, ObjectForm<S, O>>,
    options: StateInput = {},
  ): Promise<ValuesGiven<S, O>> {
    // Why a cast: what is stored was judged by the model, which the schema describes.
    return (await this.#stored(object, toReadOptions(options))) as ValuesGiven<S, O>;
  }

  /**
   * Removes attributes of an object, or all of them. What is not there is removed already.
   *
   * @throws Failure as `set`
   */
  delete<const O extends string | ObjectRef>(
    object: Fit<O, ObjectForm<S, O>>,
    names?: readonly NamesGiven<S, O>[],
  ): Promise<Written>;
  async delete(object: string | ObjectRef, names?: readonly string[]): Promise<Written> {
    const unset = names ?? Object.keys(await this.#stored(object, { consistency: "latest" }));
    return this.#write(toAttributeChange(this.#index, { object, unset }));
  }

  async #write(change: AttributeChange): Promise<Written> {
    const written = await this.#store.write({ attributes: [change] });
    this.#wrote();
    return written;
  }

  async #stored(object: string | ObjectRef, options: ReadOptions): Promise<JsonObject> {
    const { type, id } = toObject(this.#index, object);
    const { value } = await this.#store.read((ask) => drive((graph) => graph.attributes({ type, id }), ask), options);
    if (value === PENDING) throw new Failure("store_unreadable", "the store did not answer what it was asked");
    return value;
  }
}
