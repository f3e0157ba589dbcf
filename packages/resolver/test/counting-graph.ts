import type { JsonObject, ObjectRef, SubjectRef, Tuple } from "@relata/model";
import type { Graph, Memberships, MemoryGraph, SetKind, Use, Wanted } from "@relata/resolver";

/** A graph that counts what it is asked, and how many tuples it answers with. */
export class CountingGraph implements Graph {
  readonly pendingCount = 0;
  readonly asked = new Map<Wanted["ask"], number>();
  tuples = 0;
  readonly #graph: MemoryGraph;

  constructor(graph: MemoryGraph) {
    this.#graph = graph;
  }

  /** What was asked so far, in words that are sorted. */
  get counts(): Readonly<Record<string, number>> {
    return { ...Object.fromEntries(this.asked), tuples: this.tuples };
  }

  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] {
    return this.#count("has", this.#graph.has(object, relation, subject));
  }

  sets(object: ObjectRef, relation: string): readonly Tuple[] {
    return this.#count("sets", this.#graph.sets(object, relation));
  }

  objects(object: ObjectRef, relation: string): readonly Tuple[] {
    return this.#count("objects", this.#graph.objects(object, relation));
  }

  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships {
    const found = this.#graph.memberships(subject, through);
    this.#count("memberships", found.tuples);
    return found;
  }

  attributes(object: ObjectRef): JsonObject {
    this.#count("attributes", []);
    return this.#graph.attributes(object);
  }

  usages(entity: ObjectRef, use?: Use): readonly Tuple[] {
    return this.#count("usages", this.#graph.usages(entity, use));
  }

  ids(type: string): readonly string[] {
    this.#count("ids", []);
    return this.#graph.ids(type);
  }

  #count(ask: Wanted["ask"], tuples: readonly Tuple[]): readonly Tuple[] {
    this.asked.set(ask, (this.asked.get(ask) ?? 0) + 1);
    this.tuples += tuples.length;
    return tuples;
  }
}
