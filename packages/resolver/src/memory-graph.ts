import {
  compareText,
  compareTuples,
  sameSubject,
  WILDCARD,
  type JsonObject,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
  type TupleKey,
} from "@relata/model";
import type { Graph, SetKind, Use } from "./graph.ts";
import { closure } from "./closure.ts";
import type { Memberships } from "./memberships.ts";
import { TupleShelf } from "./tuple-shelf.ts";

/** All that is known of one object or subject. */
interface Entity {
  /** Tuples on it, by relation. */
  readonly held: Map<string, TupleShelf>;
  /** Tuples whose subject it is, or a set of it. */
  readonly uses: TupleShelf;
  attributes: JsonObject;
}

const NOTHING: readonly Tuple[] = [];

/** Tuples and attributes in memory, with reverse edges. Never pending. Adding and deleting cost the same at any size. */
export class MemoryGraph implements Graph {
  readonly pendingCount = 0;
  readonly #entities = new Map<string, Map<string, Entity>>();
  #lastClosure: { subject: SubjectRef; through: readonly SetKind[]; found: Memberships } | undefined;

  constructor(tuples: Iterable<Tuple> = []) {
    for (const tuple of tuples) this.add(tuple);
  }

  /** Adds the tuple; one of the same key is replaced. */
  add(tuple: Tuple): void {
    this.#lastClosure = undefined;
    const held = this.#entity(tuple.object).held;
    const shelf = held.get(tuple.relation) ?? new TupleShelf();
    held.set(tuple.relation, shelf);
    const replaced = shelf.put(tuple);
    const uses = this.#entity(tuple.subject).uses;
    if (replaced !== undefined) uses.remove(replaced);
    uses.put(tuple);
  }

  /** Removes the tuple of that key, and answers it; undefined where there was none. */
  delete(key: TupleKey): Tuple | undefined {
    const entity = this.#find(key.object);
    const tuple = entity?.held.get(key.relation)?.find(key);
    if (entity === undefined || tuple === undefined) return undefined;
    this.#lastClosure = undefined;
    entity.held.get(key.relation)?.remove(tuple);
    this.#find(key.subject)?.uses.remove(tuple);
    return tuple;
  }

  /** The live tuple of that key. */
  find(key: TupleKey): Tuple | undefined {
    return this.#find(key.object)?.held.get(key.relation)?.find(key);
  }

  /** Replaces all attributes of the object. */
  setAttributes(object: ObjectRef, values: JsonObject): void {
    this.#entity(object).attributes = values;
  }

  /** Every tuple, in canonical order. Cost: all of them. */
  tuples(): readonly Tuple[] {
    const all: Tuple[] = [];
    for (const ids of this.#entities.values()) {
      for (const { held } of ids.values())
        for (const shelf of held.values()) for (const tuple of shelf.all()) all.push(tuple);
    }
    return all.sort(compareTuples);
  }

  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] {
    return this.#onObject(object, relation, (shelf, object) => {
      const tuple = shelf.find({ object, relation, subject });
      return tuple === undefined ? NOTHING : [tuple];
    });
  }

  sets(object: ObjectRef, relation: string): readonly Tuple[] {
    return this.#onObject(object, relation, (shelf) => shelf.sets());
  }

  objects(object: ObjectRef, relation: string): readonly Tuple[] {
    return this.#onObject(object, relation, (shelf) => shelf.all());
  }

  /** Keeps the last closure until a tuple changes: a list asks for one subject's groups again for each candidate. */
  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships {
    const last = this.#lastClosure;
    if (last !== undefined && last.through === through && sameSubject(last.subject, subject)) return last.found;
    const found = this.#closure(subject, through);
    this.#lastClosure = { subject, through, found };
    return found;
  }

  #closure(subject: SubjectRef, through: readonly SetKind[]): Memberships {
    return closure(
      subject,
      through,
      (entity) => this.usages(entity),
      (type) => this.ids(type),
    );
  }

  attributes(object: ObjectRef): JsonObject {
    return this.#find(object)?.attributes ?? {};
  }

  usages(entity: ObjectRef, use?: Use): readonly Tuple[] {
    const uses = this.#find(entity)?.uses;
    if (uses === undefined) return NOTHING;
    return use === undefined ? uses.all() : uses.of(use);
  }

  ids(type: string): readonly string[] {
    const ids: string[] = [];
    for (const [id, entity] of this.#entities.get(type) ?? []) {
      if (id !== WILDCARD && isNamed(entity)) ids.push(id);
    }
    return ids.sort(compareText);
  }

  /** What stands on the object, and on the wildcard object of its type. */
  #onObject(
    object: ObjectRef,
    relation: string,
    pick: (shelf: TupleShelf, on: ObjectRef) => readonly Tuple[],
  ): readonly Tuple[] {
    const here = this.#pick(object, relation, pick);
    if (object.id === WILDCARD) return here;
    const everywhere = this.#pick({ type: object.type, id: WILDCARD }, relation, pick);
    return everywhere.length === 0 ? here : [...here, ...everywhere].sort(compareTuples);
  }

  #pick(
    on: ObjectRef,
    relation: string,
    pick: (shelf: TupleShelf, on: ObjectRef) => readonly Tuple[],
  ): readonly Tuple[] {
    const shelf = this.#find(on)?.held.get(relation);
    return shelf === undefined ? NOTHING : pick(shelf, on);
  }

  #find({ type, id }: ObjectRef): Entity | undefined {
    return this.#entities.get(type)?.get(id);
  }

  #entity({ type, id }: ObjectRef): Entity {
    let ids = this.#entities.get(type);
    if (ids === undefined) this.#entities.set(type, (ids = new Map()));
    let entity = ids.get(id);
    if (entity === undefined) ids.set(id, (entity = { held: new Map(), uses: new TupleShelf(), attributes: {} }));
    return entity;
  }
}

function isNamed({ held, uses, attributes }: Entity): boolean {
  if (uses.size > 0 || Object.keys(attributes).length > 0) return true;
  for (const shelf of held.values()) if (shelf.size > 0) return true;
  return false;
}
