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
  readonly #tuples = new PathMap<readonly Tuple[]>();
  readonly #memberships = new PathMap<Memberships>();
  readonly #attributes = new PathMap<JsonObject>();
  readonly #ids = new PathMap<readonly string[]>();
  readonly #noted = new PathMap<true>();
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
    wanted.forEach((want, i) => this.#keep(want, answers[i]));
  }

  has(object: ObjectRef, relation: string, subject: SubjectRef): readonly Tuple[] | Pending {
    return this.#find(this.#tuples, { ask: "has", object, relation, subject });
  }

  sets(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#find(this.#tuples, { ask: "sets", object, relation });
  }

  objects(object: ObjectRef, relation: string): readonly Tuple[] | Pending {
    return this.#find(this.#tuples, { ask: "objects", object, relation });
  }

  memberships(subject: SubjectRef, through: readonly SetKind[]): Memberships | Pending {
    return this.#find(this.#memberships, { ask: "memberships", subject, through });
  }

  attributes(object: ObjectRef): JsonObject | Pending {
    return this.#find(this.#attributes, { ask: "attributes", object });
  }

  usages(entity: ObjectRef, use?: Use): readonly Tuple[] | Pending {
    return this.#find(this.#tuples, { ask: "usages", entity, ...(use !== undefined && { use }) });
  }

  ids(type: string): readonly string[] | Pending {
    return this.#find(this.#ids, { ask: "ids", type });
  }

  #find<V>(shelf: PathMap<V>, want: Wanted): V | Pending {
    const path = pathOf(want);
    const known = shelf.get(path);
    if (known !== undefined) return known;
    if (this.#ask !== undefined) {
      this.#keep(want, this.#ask(want));
      return shelf.get(path) ?? PENDING;
    }
    this.#pendingCount++;
    if (this.#noted.get(path) === undefined) {
      this.#noted.set(path, true);
      this.#wanted.push(want);
    }
    return PENDING;
  }

  #keep(want: Wanted, answer: Answer | undefined): void {
    const path = pathOf(want);
    if (answer === undefined) throw new Error("invariant: a driver answers everything that was wanted");
    if ("attributes" in answer) this.#attributes.set(path, answer.attributes);
    else if ("ids" in answer) this.#ids.set(path, answer.ids);
    else if (want.ask === "memberships") this.#memberships.set(path, new Memberships(answer.tuples));
    else this.#tuples.set(path, [...answer.tuples].sort(compareTuples));
  }
}

/** Where the answer to a question is kept. The kinds of sets are those of the one model that a graph is loaded for. */
function pathOf(want: Wanted): readonly string[] {
  switch (want.ask) {
    case "has":
      return [
        want.ask,
        ...ofObject(want.object),
        want.relation,
        ...ofObject(want.subject),
        want.subject.relation ?? "",
      ];
    case "sets":
    case "objects":
      return [want.ask, ...ofObject(want.object), want.relation, "", "", ""];
    case "memberships":
      return [want.ask, ...ofObject(want.subject), want.subject.relation ?? "", "", "", ""];
    case "attributes":
      return [want.ask, ...ofObject(want.object), "", "", "", ""];
    case "usages":
      return [
        want.ask,
        ...ofObject(want.entity),
        want.use?.type ?? "",
        want.use?.relation ?? "",
        want.use?.as ?? "",
        want.use === undefined ? "" : "use",
      ];
    case "ids":
      return [want.ask, want.type, "", "", "", "", ""];
  }
}

function ofObject({ type, id }: ObjectRef): readonly [string, string] {
  return [type, id];
}
