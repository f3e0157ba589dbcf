import type { JsonObject, ObjectRef, SubjectRef, Tuple } from "@relata/model";
import type { Graph, Pending, SetKind, Use } from "./graph.ts";
import type { Memberships } from "./memberships.ts";

/** A graph that answers as the one below it does: what adds to a graph overrides what it adds to. */
export class GraphOver implements Graph {
  protected readonly below: Graph;

  constructor(below: Graph) {
    this.below = below;
  }

  get pendingCount(): number {
    return this.below.pendingCount;
  }

  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending {
    return this.below.has(object, relation, subject);
  }

  sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.below.sets(object, relation);
  }

  objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.below.objects(object, relation);
  }

  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending {
    return this.below.memberships(subject, through);
  }

  attributes(object: ObjectRef): JsonObject | Pending {
    return this.below.attributes(object);
  }

  usages(entity: ObjectRef, use?: Use): readonly Tuple[] | Pending {
    return this.below.usages(entity, use);
  }

  ids(type: string): readonly string[] | Pending {
    return this.below.ids(type);
  }
}
