import { isSubjectSet, isWildcard, sameSubject, WILDCARD, type SubjectRef, type Tuple } from "@relata/model";
import { PENDING, type Graph, type Pending, type SetKind } from "./graph.ts";
import { Memberships } from "./memberships.ts";
import type { MemoryGraph } from "./memory-graph.ts";
import { PathMap } from "./path-map.ts";
import { TupleShelf } from "./tuple-shelf.ts";

/**
 * The memberships of a subject over a graph and the tuples of a request, by the law of `Memberships`: what is stored above
 * the subject, and above each set that a tuple of the request leads into. A tuple of the request also stands for the
 * stored one of its key, whose policy and window do not count then.
 *
 * What is known to be wanted is asked for at once, so that round trips are as many as the way up turns from stored
 * tuples to those of the request.
 */
export function membershipsWith(
  request: MemoryGraph,
  stored: Graph,
  subject: SubjectRef,
  through: readonly SetKind[],
): Memberships | Pending {
  const way = new WayUp(subject);
  let isPending = false;
  const climb = (from: SubjectRef): void => {
    const above = stored.memberships(from, through);
    if (above === PENDING) isPending = true;
    else for (const tuple of above.tuples) way.take(request.find(tuple) ?? tuple);
  };
  climb(subject);
  const own = request.tuples().filter((tuple) => isOnKind(tuple, through));
  for (let isClimbing = true; isClimbing;) {
    const next = own.filter((tuple) => way.leadsTo(tuple.subject) && !way.has(tuple));
    for (const tuple of next) way.take(tuple);
    for (const { object, relation } of next) climb({ ...object, relation });
    isClimbing = next.length > 0;
  }
  return isPending ? PENDING : new Memberships(way.tuples);
}

function isOnKind({ object, relation }: Tuple, through: readonly SetKind[]): boolean {
  return through.some((kind) => kind.type === object.type && kind.relation === relation);
}

/** The tuples found on the way up from a subject, one of each key, and the sets that they lead to. */
class WayUp {
  readonly #subject: SubjectRef;
  readonly #found = new TupleShelf();
  readonly #sets = new PathMap<true>();

  constructor(subject: SubjectRef) {
    this.#subject = subject;
  }

  get tuples(): readonly Tuple[] {
    return this.#found.all();
  }

  has(tuple: Tuple): boolean {
    return this.#found.find(tuple) === tuple;
  }

  take(tuple: Tuple): void {
    this.#found.put(tuple);
    this.#sets.set([tuple.object.type, tuple.object.id, tuple.relation], true);
  }

  /** Whether it is the subject itself, the wildcard of a plain one, or a set that a tuple on it or on `T:*` leads to. */
  leadsTo(to: SubjectRef): boolean {
    if (sameSubject(to, this.#subject)) return true;
    if (isSubjectSet(to)) {
      return [to.id, WILDCARD].some((id) => this.#sets.get([to.type, id, to.relation]) === true);
    }
    return isWildcard(to) && to.type === this.#subject.type && !isSubjectSet(this.#subject);
  }
}
