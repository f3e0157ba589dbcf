import { compareTuples, type JsonObject, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import { PENDING, type Answer, type Graph, type Pending, type SetKind, type Use, type Wanted } from "./graph.ts";
import { Memberships } from "./memberships.ts";
import { PathMap } from "./path-map.ts";
import type { Ask } from "./plan.ts";

/**
 * A graph that holds what has been fetched from one snapshot. What it lacks it asks for, if it has been told how, and
 * else answers with `PENDING` and notes as wanted, once. Loaded and empty differs from absent: an empty answer is one.
 */
export class LoadedGraph implements Graph {
  readonly #held = shelves<Held>();
  readonly #noted = shelves<true>();
  #ask: Ask | undefined;
  #wanted: Wanted[] = [];
  #pendingCount = 0;

  constructor(ask?: Ask) {
    this.#ask = ask;
  }

  /** Asks what it lacks in this way from now on: in another read of the same state. */
  askThrough(ask: Ask | undefined): void {
    this.#ask = ask;
  }

  get pendingCount(): number {
    return this.#pendingCount;
  }

  /** Whether something was asked for that is not here yet. */
  get isPending(): boolean {
    return this.#wanted.length > 0;
  }

  /** What is wanted, in the order in which it was asked for; the list is empty afterwards. */
  takeWanted(): readonly Wanted[] {
    const wanted = this.#wanted;
    this.#wanted = [];
    return wanted;
  }

  /** Keeps the answers to what was wanted, in the same order. */
  load(wanted: readonly Wanted[], answers: readonly Answer[]): void {
    wanted.forEach((want, i) => this.#keep(want, pathOf(want), answers[i]));
  }

  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending {
    return this.#find({ ask: "has", object, relation, subject }) as readonly Tuple[] | Pending;
  }

  sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#find({ ask: "sets", object, relation }) as readonly Tuple[] | Pending;
  }

  objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#find({ ask: "objects", object, relation }) as readonly Tuple[] | Pending;
  }

  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending {
    return this.#find({ ask: "memberships", subject, through }) as Memberships | Pending;
  }

  attributes(object: ObjectRef): JsonObject | Pending {
    return this.#find({ ask: "attributes", object }) as JsonObject | Pending;
  }

  usages(entity: ObjectRef, use?: Use): readonly Tuple[] | Pending {
    return this.#find({ ask: "usages", entity, ...(use !== undefined && { use }) }) as readonly Tuple[] | Pending;
  }

  ids(type: string): readonly string[] | Pending {
    return this.#find({ ask: "ids", type }) as readonly string[] | Pending;
  }

  #find(want: Wanted): Held | Pending {
    const path = pathOf(want);
    const known = this.#held[want.ask].get(path);
    if (known !== undefined) return known;
    if (this.#ask !== undefined) return this.#keep(want, path, this.#ask(want));
    this.#pendingCount++;
    if (this.#noted[want.ask].get(path) === undefined) {
      this.#noted[want.ask].set(path, true);
      this.#wanted.push(want);
    }
    return PENDING;
  }

  #keep(want: Wanted, path: readonly string[], answer: Answer | undefined): Held {
    if (answer === undefined) throw new Error("invariant: a driver answers everything that was wanted");
    const held = heldOf(want, answer);
    this.#held[want.ask].set(path, held);
    return held;
  }
}

/** The answer to a question, as the graph gives it. */
type Held = readonly Tuple[] | Memberships | JsonObject | readonly string[];

function heldOf({ ask }: Wanted, answer: Answer): Held {
  if ("attributes" in answer) return answer.attributes;
  if ("ids" in answer) return answer.ids;
  if (ask === "memberships") return new Memberships(answer.tuples);
  return [...answer.tuples].sort(compareTuples);
}

/** For each kind of question one: paths in each are of one length. */
function shelves<V>(): Readonly<Record<Wanted["ask"], PathMap<V>>> {
  return {
    has: new PathMap(),
    sets: new PathMap(),
    objects: new PathMap(),
    memberships: new PathMap(),
    attributes: new PathMap(),
    usages: new PathMap(),
    ids: new PathMap(),
  };
}

/**
 * Where the answer to a question is kept. The kinds of sets are those of the one model that a graph is loaded for. What most
 * questions have in common comes first: the subject, and then the object.
 */
function pathOf(want: Wanted): readonly string[] {
  switch (want.ask) {
    case "has": {
      const { subject, object } = want;
      return [subject.type, subject.id, subject.relation ?? "", object.type, object.id, want.relation];
    }
    case "sets":
    case "objects":
      return [want.object.type, want.object.id, want.relation];
    case "memberships":
      return [want.subject.type, want.subject.id, want.subject.relation ?? ""];
    case "attributes":
      return [want.object.type, want.object.id];
    case "usages": {
      const { entity, use } = want;
      return [
        entity.type,
        entity.id,
        use?.type ?? "",
        use?.relation ?? "",
        use?.as ?? "",
        use === undefined ? "" : "use",
      ];
    }
    case "ids":
      return [want.type];
  }
}
