import { isSubjectSet, isWildcard, operands, type Arrow, type ObjectRef, type Rewrite } from "@relata/model";
import type { Graph } from "../graph.ts";
import { PathMap } from "../path-map.ts";
import { mayRead } from "../policy-reads.ts";
import type { LiveTuples } from "./live-tuples.ts";
import type { Ways } from "./ways.ts";

/** What a permission of an object may be read from. */
export interface Mentioned {
  /** Plain subjects of the type that are named, on whichever side. */
  readonly ids: ReadonlySet<string>;
  /** Whether a policy may read attributes of the subject: then also one that nothing names may be told from the others. */
  readonly readsSubject: boolean;
}

interface At {
  readonly object: ObjectRef;
  readonly target: string | Arrow;
}

/**
 * Walks everything that lies below a permission, also what is excluded. Law: without attributes of the subject, one that is
 * not mentioned is answered as the generic one is. Cost: all names and tuples below.
 */
export function mentioned(ways: Ways, graph: Graph, live: LiveTuples, root: At, type: string): Mentioned {
  const walk = new Walk(ways, graph, live, type);
  walk.from(root);
  return walk;
}

class Walk implements Mentioned {
  readonly ids = new Set<string>();
  readsSubject = false;
  readonly #ways: Ways;
  readonly #graph: Graph;
  readonly #live: LiveTuples;
  readonly #type: string;
  readonly #seen = new PathMap<Set<string | Arrow>>();
  readonly #waiting: At[] = [];

  constructor(ways: Ways, graph: Graph, live: LiveTuples, type: string) {
    this.#ways = ways;
    this.#graph = graph;
    this.#live = live;
    this.#type = type;
  }

  from(root: At): void {
    this.#enter(root.object, root.target);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const { object, target } = next;
      const rewrite = typeof target === "string" ? this.#rewrite(object.type, target) : target;
      if (rewrite !== undefined) this.#read(rewrite, object, typeof target === "string" ? target : target.relation);
    }
  }

  #enter({ type, id }: ObjectRef, target: string | Arrow): void {
    const seen = this.#seen.entry([type, id], () => new Set());
    if (seen.has(target)) return;
    seen.add(target);
    this.#waiting.push({ object: { type, id }, target });
  }

  #read(rewrite: Rewrite, object: ObjectRef, relation: string): void {
    switch (rewrite.kind) {
      case "this":
        for (const { subject, policy } of this.#tuples(object, relation)) {
          this.#policy(policy?.name);
          if (isSubjectSet(subject)) this.#enter(subject, subject.relation);
          else this.#name(subject);
        }
        return;
      case "computed":
        return this.#enter(object, rewrite.relation);
      case "arrow": {
        const { target } = rewrite;
        for (const { subject, policy } of this.#tuples(object, rewrite.relation)) {
          this.#policy(policy?.name);
          this.#enter(subject, target.kind === "computed" ? target.relation : target);
        }
        return;
      }
      case "self":
        return this.#name(object);
      case "when":
        this.#policy(rewrite.policy);
        return this.#read(rewrite.of, object, relation);
      case "union":
      case "intersection":
      case "exclusion":
      case "nil":
        for (const part of operands(rewrite)) this.#read(part, object, relation);
    }
  }

  #name(subject: ObjectRef): void {
    if (subject.type === this.#type && !isWildcard(subject)) this.ids.add(subject.id);
  }

  #policy(name: string | undefined): void {
    const policy = name === undefined ? undefined : this.#ways.index.policies.get(name);
    if (policy !== undefined && mayRead(policy, "subject")) this.readsSubject = true;
  }

  #tuples(object: ObjectRef, relation: string) {
    return this.#live.among(this.#graph.objects(object, relation));
  }

  #rewrite(type: string, name: string): Rewrite | undefined {
    return this.#ways.index.types.get(type)?.rewrites.get(name);
  }
}
