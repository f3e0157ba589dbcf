import {
  admits,
  compareText,
  compareTuples,
  indexModel,
  isSubjectSet,
  WILDCARD,
  type Json,
  type JsonObject,
  type Model,
  type ModelIndex,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
  type TupleKey,
} from "@relata/model";
import { closure, type Graph, type Memberships, type SetKind, type Use } from "@relata/resolver";
import type { Edges } from "./edges.ts";
import type { Names } from "./names.ts";
import { FIRST, STAR } from "./numbers.ts";
import { References } from "./references.ts";
import { Shelf } from "./shelf.ts";

const NOTHING: JsonObject = {};

/** What became of an edge. */
export interface EdgeChange {
  readonly edges: Edges;
  readonly object: number;
  readonly subject: number;
  /** Whether nothing happened but that a plain edge came. */
  readonly isAddition: boolean;
}

/** Told of every edge that came, went, or became another. */
export type Changed = (change: EdgeChange) => void;

/**
 * Tuples and attributes in memory as integers, for one model. It answers the resolver as every graph in memory does, and quick
 * checks walk its edges without making tuples. Law: the same answers as `MemoryGraph` over the same tuples.
 */
export class ResidentGraph implements Graph {
  readonly pendingCount = 0;
  readonly model: Model;
  readonly references = new References();
  readonly #index: ModelIndex;
  readonly #shelves = new Map<string, Shelf>();
  readonly #changed: Changed[] = [];

  constructor(model: Model, tuples: Iterable<Tuple> = []) {
    this.model = model;
    this.#index = indexModel(model);
    for (const tuple of tuples) this.load(tuple);
  }

  /** Has every change of an edge told, from now on. */
  onChange(changed: Changed): void {
    this.#changed.push(changed);
  }

  /** Adds a tuple whose key is known to be new. Nobody is told: for what a graph begins with. */
  load(tuple: Tuple): void {
    const edges = this.edgesOf(tuple);
    const [object, subject] = [edges.objects.number(tuple.object.id), edges.subjects.number(tuple.subject.id)];
    if (this.#isPlain(tuple)) edges.append(object, subject);
    else edges.put(object, subject, tuple);
  }

  /** Adds the tuple; one of the same key is replaced. */
  put(tuple: Tuple): void {
    const edges = this.edgesOf(tuple);
    const [object, subject] = [edges.objects.number(tuple.object.id), edges.subjects.number(tuple.subject.id)];
    const isPlain = this.#isPlain(tuple);
    const isNew = edges.put(object, subject, isPlain ? undefined : tuple);
    this.#tell({ edges, object, subject, isAddition: isPlain && isNew });
  }

  /** Whether a tuple of that key was there. */
  delete(key: TupleKey): boolean {
    const edges = this.edgesOf(key);
    const [object, subject] = [edges.objects.find(key.object.id), edges.subjects.find(key.subject.id)];
    if (object < 0 || subject < 0 || !edges.delete(object, subject)) return false;
    this.#tell({ edges, object, subject, isAddition: false });
    return true;
  }

  /** Replaces all attributes of the object. */
  setAttributes({ type, id }: ObjectRef, values: JsonObject): void {
    const { names, attributes } = this.#shelf(type);
    attributes.set(names.number(id), values);
  }

  /** Replaces one attribute of the object, or, without a value, removes it. */
  setAttribute({ type, id }: ObjectRef, name: string, value: Json | undefined): void {
    const { names, attributes } = this.#shelf(type);
    const number = names.number(id);
    const { [name]: _, ...others } = attributes.get(number) ?? NOTHING;
    // Why defined: an attribute of any name is one, `__proto__` too.
    if (value !== undefined)
      Object.defineProperty(others, name, { value, enumerable: true, configurable: true, writable: true });
    attributes.set(number, others);
  }

  /** How many tuples there are. */
  get size(): number {
    let sum = 0;
    for (const edges of this.#all()) sum += edges.size;
    return sum;
  }

  /** Bytes of all that it holds; of texts and of what is not an integer, an estimate. */
  get bytes(): number {
    let sum = this.references.bytes;
    for (const shelf of this.#shelves.values()) sum += shelf.bytes;
    for (const edges of this.#all()) sum += edges.bytes;
    return sum;
  }

  names(type: string): Names {
    return this.#shelf(type).names;
  }

  /** The edges of a kind; made where there are none yet. */
  edges(type: string, relation: string, subjectType: string, subjectRelation?: string): Edges {
    return this.#shelf(type).edges(relation, this.#shelf(subjectType), subjectRelation);
  }

  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] {
    const edges = this.edges(object.type, relation, subject.type, subject.relation);
    const number = edges.subjects.find(subject.id);
    if (number < 0) return [];
    const found = places(edges.objects, object).flatMap((place) => edges.find(place, number) ?? []);
    return found.sort(compareTuples);
  }

  sets(object: ObjectRef, relation: string): readonly Tuple[] {
    const found: Tuple[] = [];
    for (const edges of this.#held(object.type, relation)) {
      const isOfSets = edges.kind.subjectRelation !== undefined;
      for (const place of places(edges.objects, object)) {
        if (isOfSets) for (const tuple of edges.on(place)) found.push(tuple);
        const wildcard = isOfSets ? undefined : edges.find(place, STAR);
        if (wildcard !== undefined) found.push(wildcard);
      }
    }
    return found.sort(compareTuples);
  }

  objects(object: ObjectRef, relation: string): readonly Tuple[] {
    const found: Tuple[] = [];
    for (const edges of this.#held(object.type, relation))
      for (const place of places(edges.objects, object)) for (const tuple of edges.on(place)) found.push(tuple);
    return found.sort(compareTuples);
  }

  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships {
    return closure(
      subject,
      through,
      (entity) => this.usages(entity),
      (type) => this.ids(type),
    );
  }

  attributes({ type, id }: ObjectRef): JsonObject {
    const shelf = this.#shelves.get(type);
    return shelf?.attributes.get(shelf.names.find(id)) ?? NOTHING;
  }

  usages({ type, id }: ObjectRef, use?: Use): readonly Tuple[] {
    const shelf = this.#shelves.get(type);
    const subject = shelf?.names.find(id) ?? -1;
    if (shelf === undefined || subject < 0) return [];
    const found: Tuple[] = [];
    for (const edges of shelf.uses) {
      if (use === undefined || isUsed(edges, use)) for (const tuple of edges.of(subject)) found.push(tuple);
    }
    return found.sort(compareTuples);
  }

  ids(type: string): readonly string[] {
    const shelf = this.#shelves.get(type);
    if (shelf === undefined) return [];
    const held = [...shelf.all()];
    const found: string[] = [];
    for (let number = FIRST; number < shelf.names.size; number++) {
      const isNamed = held.some((edges) => edges.isOn(number)) || shelf.uses.some((edges) => edges.isOf(number));
      if (isNamed || Object.keys(shelf.attributes.get(number) ?? NOTHING).length > 0)
        found.push(shelf.names.id(number));
    }
    return found.sort(compareText);
  }

  edgesOf({ object, relation, subject }: TupleKey): Edges {
    return this.edges(object.type, relation, subject.type, isSubjectSet(subject) ? subject.relation : undefined);
  }

  #isPlain(tuple: Tuple): boolean {
    const { policy, from, until } = tuple;
    return policy === undefined && from === undefined && until === undefined && admits(this.#index, tuple);
  }

  #tell(change: EdgeChange): void {
    for (const changed of this.#changed) changed(change);
  }

  *#all(): Generator<Edges> {
    for (const { uses } of this.#shelves.values()) yield* uses;
  }

  #held(type: string, relation: string): Iterable<Edges> {
    return this.#shelves.get(type)?.held(relation) ?? [];
  }

  #shelf(type: string): Shelf {
    let shelf = this.#shelves.get(type);
    if (shelf === undefined) {
      // Why another separator: what the model does not declare may read like an id of what it declares.
      shelf = new Shelf(type, this.references, this.#index.types.has(type) ? ":" : "\0");
      this.#shelves.set(type, shelf);
    }
    return shelf;
  }
}

/** Where a tuple on the object may stand: on it, and on the wildcard object of its type. */
function places(names: Names, { id }: ObjectRef): readonly number[] {
  if (id === WILDCARD) return [STAR];
  const number = names.find(id);
  return number < 0 ? [STAR] : [number, STAR];
}

function isUsed({ kind }: Edges, { type, relation, as }: Use): boolean {
  return kind.type === type && kind.relation === relation && kind.subjectRelation === as;
}
