import type { JsonObject, ObjectRef, SubjectRef, Tuple } from "@relata/model";
import type { Graph, Pending, SetKind, Use } from "./graph.ts";
import { GraphOver } from "./graph-over.ts";
import type { Memberships } from "./memberships.ts";

/**
 * The same question, which can be ended on its way: `beforeEach` is called before each question to the graph, and what it
 * throws ends the run. The resolver has neither a clock nor signals: this is where whoever has them comes in.
 *
 * Why at the graph: every node, every candidate of a list and every step of a walk asks it sooner or later, and the
 * settling of a cycle asks it again and again. Cost without it: none.
 */
export function interruptible<T>(
  question: (graph: Graph) => T,
  beforeEach: (graph: Graph) => void,
): (graph: Graph) => T {
  return (graph) => question(new InterruptibleGraph(graph, beforeEach));
}

class InterruptibleGraph extends GraphOver {
  readonly #beforeEach: () => void;

  constructor(below: Graph, beforeEach: (graph: Graph) => void) {
    super(below);
    this.#beforeEach = () => beforeEach(below);
  }

  override has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending {
    this.#beforeEach();
    return super.has(object, relation, subject);
  }

  override sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    this.#beforeEach();
    return super.sets(object, relation);
  }

  override objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    this.#beforeEach();
    return super.objects(object, relation);
  }

  override memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending {
    this.#beforeEach();
    return super.memberships(subject, through);
  }

  override attributes(object: ObjectRef): JsonObject | Pending {
    this.#beforeEach();
    return super.attributes(object);
  }

  override usages(entity: ObjectRef, use?: Use): readonly Tuple[] | Pending {
    this.#beforeEach();
    return super.usages(entity, use);
  }

  override ids(type: string): readonly string[] | Pending {
    this.#beforeEach();
    return super.ids(type);
  }
}
