import { Failure, toObject, type JsonObject, type ModelIndex, type ObjectRef } from "@relata/model";
import { drive, PENDING } from "@relata/resolver";
import type { Store, Written } from "@relata/store";
import { toAttributeChange } from "./attribute-input.ts";

/**
 * The attributes that are stored beside the tuples, object by object, in the same transactions and revisions. They win
 * over what the application provides, and over what a request supplies.
 */
export class Attributes {
  readonly #index: ModelIndex;
  readonly #store: Store;

  constructor(index: ModelIndex, store: Store) {
    this.#index = index;
    this.#store = store;
  }

  /**
   * Sets some attributes of an object; others stay.
   *
   * @throws Failure `invalid_attributes`, `invalid_reference`, `unknown_type`
   */
  async set(object: string | ObjectRef, values: JsonObject): Promise<Written> {
    return this.#store.write({ attributes: [toAttributeChange(this.#index, { object, set: values })] });
  }

  /** What is stored of the object, by name; empty where nothing is. */
  async get(object: string | ObjectRef): Promise<JsonObject> {
    const { type, id } = toObject(this.#index, object);
    const { value } = await this.#store.read((ask) => drive((graph) => graph.attributes({ type, id }), ask));
    if (value === PENDING) throw new Failure("store_unreadable", "the store did not answer what it was asked");
    return value;
  }

  /**
   * Removes attributes of an object, or all of them. What is not there is removed already.
   *
   * @throws Failure as `set`
   */
  async delete(object: string | ObjectRef, names?: readonly string[]): Promise<Written> {
    const unset = names ?? Object.keys(await this.get(object));
    return this.#store.write({ attributes: [toAttributeChange(this.#index, { object, unset })] });
  }
}
