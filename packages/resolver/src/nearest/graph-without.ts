import { sameKey, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import { PENDING, type Graph, type Pending, type SetKind } from "../graph.ts";
import { GraphOver } from "../graph-over.ts";
import { Memberships } from "../memberships.ts";

/** A graph without one tuple. */
export class GraphWithout extends GraphOver {
  readonly #tuple: Tuple;

  constructor(below: Graph, tuple: Tuple) {
    super(below);
    this.#tuple = tuple;
  }

  override has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending {
    return this.#others(super.has(object, relation, subject));
  }

  override sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#others(super.sets(object, relation));
  }

  override objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#others(super.objects(object, relation));
  }

  override usages(entity: ObjectRef): readonly Tuple[] | Pending {
    return this.#others(super.usages(entity));
  }

  /** What only the tuple led to is still there: memberships may be too large, and each is judged on the way down. */
  override memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending {
    const before = super.memberships(subject, through);
    return before === PENDING ? PENDING : new Memberships(before.tuples.filter((one) => !sameKey(one, this.#tuple)));
  }

  #others(tuples: readonly Tuple[] | Pending): readonly Tuple[] | Pending {
    return tuples === PENDING ? PENDING : tuples.filter((one) => !sameKey(one, this.#tuple));
  }
}
