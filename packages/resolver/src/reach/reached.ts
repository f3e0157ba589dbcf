import { WILDCARD } from "@relata/model";

/** What a walk knows of a name of an object: that it holds, that it may, or that it does not after all. */
type Known = "sure" | "possible" | "denied";

/** Objects of which the name of a spot may hold: those that are not here do not hold it, and fail no question. */
export class Reached {
  readonly #known = new Map<string, Known>();

  /** Whether the wildcard object of the type is among them: then every object of the type may be. */
  get isEvery(): boolean {
    return this.has(WILDCARD);
  }

  has(id: string): boolean {
    const known = this.#known.get(id);
    return known !== undefined && known !== "denied";
  }

  /** Whether it is allowed, and need not be asked about. */
  isSure(id: string): boolean {
    return this.#known.get(id) === "sure";
  }

  *ids(): Generator<string> {
    for (const [id, known] of this.#known) if (known !== "denied" && id !== WILDCARD) yield id;
  }

  /** Notes it, and says whether that is news. */
  note(id: string, known: Known): boolean {
    const before = this.#known.get(id);
    if (before === known || before === "sure" || (before === "denied" && known === "possible")) return false;
    this.#known.set(id, known);
    return true;
  }
}
