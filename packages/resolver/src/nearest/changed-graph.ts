import {
  compareTuples,
  isSubjectSet,
  isWildcard,
  sameKey,
  sameObject,
  sameSubject,
  type JsonObject,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
} from "@relata/model";
import { PENDING, type Graph, type Pending, type SetKind } from "../graph.ts";
import { Memberships } from "../memberships.ts";
import { TupleShelf } from "../tuple-shelf.ts";

/** One change to a graph: a tuple in the place of its key, one less, or another set of attributes. */
export type Change =
  | { readonly kind: "put"; readonly tuple: Tuple }
  | { readonly kind: "remove"; readonly tuple: Tuple }
  | { readonly kind: "attributes"; readonly object: ObjectRef; readonly change: (values: JsonObject) => JsonObject };

/**
 * A graph as it would be after one change. Law: it answers as a graph over the changed tuples and attributes, but that
 * `memberships` may be too large, as it may be anyway. A tuple that is put on every group of a type is none of its changes.
 */
export class ChangedGraph implements Graph {
  readonly #graph: Graph;
  readonly #change: Change;

  constructor(graph: Graph, change: Change) {
    this.#graph = graph;
    this.#change = change;
  }

  get pendingCount(): number {
    return this.#graph.pendingCount;
  }

  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending {
    const matches = (tuple: Tuple) => isOn(tuple, object, relation) && sameSubject(tuple.subject, subject);
    return this.#changed(this.#graph.has(object, relation, subject), matches);
  }

  sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    const matches = (tuple: Tuple) =>
      isOn(tuple, object, relation) && (isSubjectSet(tuple.subject) || isWildcard(tuple.subject));
    return this.#changed(this.#graph.sets(object, relation), matches);
  }

  objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#changed(this.#graph.objects(object, relation), (tuple) => isOn(tuple, object, relation));
  }

  usages(entity: ObjectRef): readonly Tuple[] | Pending {
    return this.#changed(this.#graph.usages(entity), ({ subject }) => sameObject(subject, entity));
  }

  /** What is put may lead from the subject into a set, and so into all that the set is in. */
  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending {
    const before = this.#graph.memberships(subject, through);
    if (before === PENDING || this.#change.kind === "attributes") return before;
    const { kind, tuple } = this.#change;
    const kept = before.tuples.filter((one) => !sameKey(one, tuple));
    if (kind === "remove") return new Memberships(kept);
    const isKind = through.some(({ type, relation }) => type === tuple.object.type && relation === tuple.relation);
    if (!isKind || !leadsFrom(subject, tuple.subject, before)) return new Memberships(kept);
    const beyond = this.#graph.memberships({ ...tuple.object, relation: tuple.relation }, through);
    if (beyond === PENDING) return PENDING;
    const shelf = new TupleShelf();
    for (const one of [...beyond.tuples, ...kept, tuple]) shelf.put(one);
    return new Memberships(shelf.all());
  }

  attributes(object: ObjectRef): JsonObject | Pending {
    const values = this.#graph.attributes(object);
    if (values === PENDING || this.#change.kind !== "attributes") return values;
    return sameObject(this.#change.object, object) ? this.#change.change(values) : values;
  }

  ids(type: string): readonly string[] | Pending {
    return this.#graph.ids(type);
  }

  #changed(tuples: readonly Tuple[] | Pending, matches: (tuple: Tuple) => boolean): readonly Tuple[] | Pending {
    if (tuples === PENDING || this.#change.kind === "attributes") return tuples;
    const { kind, tuple } = this.#change;
    const kept = tuples.filter((one) => !sameKey(one, tuple));
    return kind === "put" && matches(tuple) ? [...kept, tuple].sort(compareTuples) : kept;
  }
}

function isOn(tuple: Tuple, object: ObjectRef, relation: string): boolean {
  const isThere = sameObject(tuple.object, object) || (isWildcard(tuple.object) && tuple.object.type === object.type);
  return isThere && tuple.relation === relation;
}

function leadsFrom(subject: SubjectRef, named: SubjectRef, before: Memberships): boolean {
  if (sameSubject(named, subject)) return true;
  if (isSubjectSet(named)) return before.leadTo(named);
  return isWildcard(named) && !isSubjectSet(subject) && named.type === subject.type;
}
