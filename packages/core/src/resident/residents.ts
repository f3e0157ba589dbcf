import type { Model } from "@relata/model";
import type { Store } from "@relata/store";
import { Resident } from "./resident.ts";
import type { ResidentLimits } from "./resident-options.ts";

/** The graphs of all stores of a database, within one budget. Where it is spent, the store that was opened longest ago gives way. */
export class Residents {
  readonly #limits: ResidentLimits | undefined;
  readonly #byName = new Map<string, Resident>();

  /** @param limits none where nothing is to be resident */
  constructor(limits: ResidentLimits | undefined) {
    this.#limits = limits;
  }

  /** The graph of that store. */
  of(store: Store, model: Model): Resident | undefined {
    const limits = this.#limits;
    if (limits === undefined) return undefined;
    const { name } = store;
    const resident =
      this.#byName.get(name) ?? new Resident({ store, model, limits, room: () => this.#room(name, limits) });
    this.#byName.delete(name);
    this.#byName.set(name, resident);
    return resident;
  }

  close(): void {
    for (const resident of this.#byName.values()) resident.drop(true);
  }

  #room(name: string, { maxBytes }: ResidentLimits): number {
    const own = this.#byName.get(name)?.bytes ?? 0;
    let left = maxBytes;
    for (const [other, { bytes }] of this.#byName) if (other !== name) left -= bytes;
    for (const [other, resident] of this.#byName) {
      if (left > own || other === name) break;
      left += resident.bytes;
      resident.drop();
    }
    return left;
  }
}
