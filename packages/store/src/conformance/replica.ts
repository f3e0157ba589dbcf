import { canonicalJson, compareText, compareTuples, formatTuple, fromEntries } from "@relata/model";
import type { Json, ObjectRef, Tuple } from "@relata/model";
import type { LogChange, TupleChange, ValueChange } from "../change-log.ts";
import { attributesText } from "./observe.ts";

/** What a reader of a log knows: an empty store, to which every change is made that the log tells. */
export class Replica {
  readonly #tuples = new Map<string, Tuple>();
  /** By object and name. */
  readonly #values = new Map<string, { readonly object: ObjectRef; readonly name: string; readonly value: Json }>();

  /** Makes the change; throws where something else was there before than it says. */
  make(change: LogChange): void {
    switch (change.kind) {
      case "tuple":
        this.#makeTuple(change);
        return;
      case "attribute":
        this.#makeValue(change);
        return;
      case "model":
        return;
    }
  }

  /** In the order of `contents`. */
  tuples(): readonly string[] {
    return [...this.#tuples.values()].sort(compareTuples).map(formatTuple);
  }

  /** In the order of `contents`. */
  attributes(): readonly string[] {
    const objects = new Map<string, { object: ObjectRef; entries: [string, Json][] }>();
    for (const { object, name, value } of this.#values.values()) {
      const key = pathText(object);
      const held = objects.get(key) ?? { object, entries: [] };
      objects.set(key, held);
      held.entries.push([name, value]);
    }
    const all = [...objects.values()].sort(
      (a, b) => compareText(a.object.type, b.object.type) || compareText(a.object.id, b.object.id),
    );
    return all.map(({ object, entries }) => attributesText({ object, values: fromEntries(entries) }));
  }

  #makeTuple({ before, after }: TupleChange): void {
    const tuple = after ?? before;
    if (tuple === undefined) throw new TypeError("a change of a tuple lacks the tuple");
    const { object, relation, subject } = tuple;
    const key = pathText(object, relation, subject.type, subject.id, subject.relation);
    demand(text(before), text(this.#tuples.get(key)));
    if (after === undefined) this.#tuples.delete(key);
    else this.#tuples.set(key, after);
  }

  #makeValue({ object, name, before, after }: ValueChange): void {
    const key = pathText(object, name);
    const held = this.#values.get(key)?.value;
    demand(before === undefined ? "" : canonicalJson(before), held === undefined ? "" : canonicalJson(held));
    if (after === undefined) this.#values.delete(key);
    else this.#values.set(key, { object, name, value: after });
  }
}

function demand(told: string, found: string): void {
  if (told !== found) throw new RangeError(`the log says that \`${told}\` was there before, and it was \`${found}\``);
}

function text(tuple: Tuple | undefined): string {
  return tuple === undefined ? "" : formatTuple(tuple);
}

function pathText({ type, id }: ObjectRef, ...rest: readonly (string | undefined)[]): string {
  return JSON.stringify([type, id, ...rest]);
}
