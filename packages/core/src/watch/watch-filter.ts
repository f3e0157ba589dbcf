import type { ObjectRef, Tuple } from "@relata/model";
import { matches, type LogChange, type TupleFilter } from "@relata/store";

/** Which changes and windows are told. A model concerns everything, and is always told. */
export class WatchFilter {
  /** None lets everything through. */
  readonly #filters: readonly TupleFilter[];

  constructor(filters: readonly TupleFilter[]) {
    this.#filters = filters;
  }

  keepsTuple(tuple: Tuple): boolean {
    return this.#isKept((filter) => matches(filter, tuple));
  }

  keeps(change: LogChange): boolean {
    switch (change.kind) {
      case "tuple":
        return [change.before, change.after].some((tuple) => tuple !== undefined && this.keepsTuple(tuple));
      case "attribute":
        return this.#isKept((filter) => isOf(filter, change.object));
      case "model":
        return true;
    }
  }

  #isKept(isMatch: (filter: TupleFilter) => boolean): boolean {
    return this.#filters.length === 0 || this.#filters.some(isMatch);
  }
}

/** Attributes have neither relation nor subject: a filter that names one is not of them. */
function isOf({ object, relation, subject }: TupleFilter, { type, id }: ObjectRef): boolean {
  if (relation !== undefined || subject !== undefined) return false;
  return (object?.type ?? type) === type && (object?.id ?? id) === id;
}
