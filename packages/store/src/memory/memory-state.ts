import {
  compareObjects,
  compareText,
  fromEntries,
  own,
  sameJson,
  type Json,
  type JsonObject,
  type ObjectRef,
  type Tuple,
  type TupleKey,
} from "@relata/model";
import { MemoryGraph } from "@relata/resolver";
import type { LogChange, ValueChange } from "../change-log.ts";
import { matches } from "../matches.ts";
import type { AttributeChange, ObjectAttributes, TupleFilter } from "../store.ts";

/** Tuples and attributes at one moment. */
export interface Held {
  readonly tuples: Iterable<Tuple>;
  readonly attributes: Iterable<ObjectAttributes>;
}

/** What one store holds in memory at one moment. It can be changed, and a change undone. */
export class MemoryState {
  readonly graph: MemoryGraph;
  /** By JSON text of the object; only objects that have any. */
  readonly #attributes = new Map<string, ObjectAttributes>();
  /** All tuples in order, until one changes: page after page asks for them. */
  #tuples: readonly Tuple[] | undefined;

  constructor({ tuples, attributes }: Held = { tuples: [], attributes: [] }) {
    this.graph = new MemoryGraph(tuples);
    for (const { object, values } of attributes) this.change({ object, set: values });
  }

  add(tuple: Tuple): void {
    this.#tuples = undefined;
    this.graph.add(tuple);
  }

  delete(key: TupleKey): Tuple | undefined {
    const deleted = this.graph.delete(key);
    if (deleted !== undefined) this.#tuples = undefined;
    return deleted;
  }

  /** Makes new values instead of changing the old: whoever was answered those keeps what they were. */
  change({ object, set = {}, unset = [] }: AttributeChange): readonly ValueChange[] {
    const key = keyOf(object);
    const held = this.#attributes.get(key)?.values ?? {};
    const of = { type: object.type, id: object.id };
    const values = new Map(Object.entries(held));
    for (const [name, value] of Object.entries(set)) values.set(name, value);
    for (const name of unset) values.delete(name);
    const left = sorted(values);
    this.graph.setAttributes(object, left);
    if (values.size === 0) this.#attributes.delete(key);
    else this.#attributes.set(key, { object: of, values: left });
    return [...Object.keys(set), ...unset].flatMap((name) => difference(of, name, own(held, name), own(left, name)));
  }

  /** In canonical order. */
  tuples(): readonly Tuple[] {
    return (this.#tuples ??= this.graph.tuples());
  }

  /** By object, in canonical order. */
  attributes(): readonly ObjectAttributes[] {
    return [...this.#attributes.values()].sort((a, b) => compareObjects(a.object, b.object));
  }

  /** In canonical order. Cost: all tuples where the filter names neither end in full. */
  matching(filter: TupleFilter): readonly Tuple[] {
    return this.#candidates(filter).filter((tuple) => matches(filter, tuple));
  }

  copy(): MemoryState {
    return new MemoryState({ tuples: this.tuples(), attributes: this.#attributes.values() });
  }

  /** Makes the state what it was before the change, which must be the last that was made of what it changed. */
  undo(change: LogChange): void {
    switch (change.kind) {
      case "tuple":
        if (change.before !== undefined) this.add(change.before);
        else if (change.after !== undefined) this.delete(change.after);
        return;
      case "attribute":
        this.change(
          change.before === undefined
            ? { object: change.object, unset: [change.name] }
            : { object: change.object, set: fromEntries([[change.name, change.before]]) },
        );
        return;
      case "model":
        return;
    }
  }

  /** A list that holds every tuple that the filter can match, in canonical order. */
  #candidates({ object, relation, subject }: TupleFilter): readonly Tuple[] {
    if (subject?.type !== undefined && subject.id !== undefined) {
      return this.graph.usages({ type: subject.type, id: subject.id });
    }
    if (object?.type !== undefined && object.id !== undefined && relation !== undefined) {
      return this.graph.objects({ type: object.type, id: object.id }, relation);
    }
    return this.tuples();
  }
}

function difference(object: ObjectRef, name: string, before?: Json, after?: Json): readonly ValueChange[] {
  if (before === after || (before !== undefined && after !== undefined && sameJson(before, after))) return [];
  return [
    { kind: "attribute", object, name, ...(before !== undefined && { before }), ...(after !== undefined && { after }) },
  ];
}

function keyOf({ type, id }: ObjectRef): string {
  return JSON.stringify([type, id]);
}

/** In order of name, so that equal attributes print alike, whatever the order in which they were set. */
function sorted(values: ReadonlyMap<string, Json>): JsonObject {
  return fromEntries([...values].sort(([a], [b]) => compareText(a, b)));
}
