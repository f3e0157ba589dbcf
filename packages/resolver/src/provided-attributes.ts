import { WILDCARD, type JsonObject, type ObjectRef } from "@relata/model";
import { PENDING, type Graph, type Pending } from "./graph.ts";
import { GraphOver } from "./graph-over.ts";
import { PathMap } from "./path-map.ts";

/**
 * Attributes that the application knows and no store holds, for the types that it provides. They are fetched between
 * two runs of a question, since a snapshot of a synchronous store cannot wait: each object once a request, and all that
 * one run wanted together.
 *
 * ```ts
 * const provided = new ProvidedAttributes(new Set(["invoice"]));
 * let answer = provided.over(question)(graph);
 * while (answer === PENDING) {
 *   for (const object of provided.takeWanted()) provided.set(object, await fetch(object));
 *   answer = provided.over(question)(graph);
 * }
 * ```
 */
export class ProvidedAttributes {
  readonly #types: ReadonlySet<string>;
  readonly #known = new PathMap<JsonObject>();
  #wanted = new PathMap<true>();
  #list: ObjectRef[] = [];

  constructor(types: ReadonlySet<string>) {
    this.#types = types;
  }

  /**
   * The same function, over a graph that also has what is provided. It answers `PENDING` where it met an object whose
   * attributes have not been fetched: whatever it then answered or threw was drawn from incomplete data.
   */
  over<T>(attempt: (graph: Graph) => T): (graph: Graph) => T | Pending {
    // Why: most applications provide nothing, and pay nothing for what they could.
    if (this.#types.size === 0) return attempt;
    return (graph) => {
      // Why anew: an earlier run over less of the store may have wanted what a later one does not.
      this.#forget();
      try {
        const value = attempt(new ProvidedGraph(graph, this));
        return this.#list.length > 0 ? PENDING : value;
      } catch (error) {
        if (this.#list.length > 0) return PENDING;
        throw error;
      }
    };
  }

  /** The attributes of the object: empty for a type that is not provided, and for what stands for many objects. */
  of({ type, id }: ObjectRef): JsonObject | Pending {
    if (!this.#types.has(type) || id === WILDCARD || id === "") return {};
    const known = this.#known.get([type, id]);
    if (known !== undefined) return known;
    this.#wanted.entry([type, id], () => {
      this.#list.push({ type, id });
      return true;
    });
    return PENDING;
  }

  /** What the last run lacked, each object once; the list is empty afterwards. */
  takeWanted(): readonly ObjectRef[] {
    const wanted = this.#list;
    this.#forget();
    return wanted;
  }

  set({ type, id }: ObjectRef, values: JsonObject): void {
    this.#known.set([type, id], values);
  }

  #forget(): void {
    this.#wanted = new PathMap();
    this.#list = [];
  }
}

/** A graph whose objects also have the attributes that are provided; stored ones win, attribute by attribute. */
class ProvidedGraph extends GraphOver {
  readonly #provided: ProvidedAttributes;
  #pendingCount = 0;

  constructor(below: Graph, provided: ProvidedAttributes) {
    super(below);
    this.#provided = provided;
  }

  override get pendingCount(): number {
    return super.pendingCount + this.#pendingCount;
  }

  override attributes(object: ObjectRef): JsonObject | Pending {
    const stored = super.attributes(object);
    const provided = this.#provided.of(object);
    if (provided === PENDING) this.#pendingCount++;
    return stored === PENDING || provided === PENDING ? PENDING : { ...provided, ...stored };
  }
}
