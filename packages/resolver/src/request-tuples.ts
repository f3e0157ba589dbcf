import { compareText, compareTuples, sameSubject, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import { PENDING, type Graph, type Pending, type SetKind, type Use } from "./graph.ts";
import { GraphOver } from "./graph-over.ts";
import { MemoryGraph } from "./memory-graph.ts";
import type { Memberships } from "./memberships.ts";
import { membershipsWith } from "./memberships-with.ts";

/**
 * The same question over a graph that also holds the tuples of a request (DESIGN §3): for this question they stand in the
 * place of those of the same key, and every sub-question sees them. Each key may be among them once.
 *
 * Law: the answer is that over a store into which the tuples were written.
 *
 * Cost: round trips as without them, and one more each time that the way up through groups turns from a stored tuple to
 * one of the request.
 */
export function withTuples<T>(tuples: readonly Tuple[], question: (graph: Graph) => T): (graph: Graph) => T {
  if (tuples.length === 0) return question;
  const request = new MemoryGraph(tuples);
  return (graph) => question(new RequestGraph(graph, request));
}

/** A graph with the tuples of a request over it. It lives for one run of one question. */
class RequestGraph extends GraphOver {
  readonly #request: MemoryGraph;
  #last:
    | { readonly subject: SubjectRef; readonly through: readonly SetKind[]; readonly found: Memberships }
    | undefined;

  constructor(below: Graph, request: MemoryGraph) {
    super(below);
    this.#request = request;
  }

  override has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending {
    return this.#merge(super.has(object, relation, subject), this.#request.has(object, relation, subject));
  }

  override sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#merge(super.sets(object, relation), this.#request.sets(object, relation));
  }

  override objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#merge(super.objects(object, relation), this.#request.objects(object, relation));
  }

  override usages(entity: ObjectRef, use?: Use): readonly Tuple[] | Pending {
    return this.#merge(super.usages(entity, use), this.#request.usages(entity, use));
  }

  /** Keeps the last: a list asks for one subject's groups again for each candidate. */
  override memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending {
    const last = this.#last;
    if (last !== undefined && last.through === through && sameSubject(last.subject, subject)) return last.found;
    const found = membershipsWith(this.#request, this.below, subject, through);
    if (found !== PENDING) this.#last = { subject, through, found };
    return found;
  }

  /** What a replaced tuple names is named by the one in its place. */
  override ids(type: string): readonly string[] | Pending {
    const stored = super.ids(type);
    const own = this.#request.ids(type);
    if (stored === PENDING || own.length === 0) return stored;
    return [...new Set([...stored, ...own])].sort(compareText);
  }

  /** One tuple of each key, the request's where it has one; in canonical order. */
  #merge(stored: readonly Tuple[] | Pending, own: readonly Tuple[]): readonly Tuple[] | Pending {
    if (stored === PENDING) return stored;
    const kept = stored.filter((tuple) => this.#request.find(tuple) === undefined);
    if (own.length > 0) return [...kept, ...own].sort(compareTuples);
    return kept.length === stored.length ? stored : kept;
  }
}
