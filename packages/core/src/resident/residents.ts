import type { Model } from "@relata/model";
import type { Store } from "@relata/store";
import { Resident } from "./resident.ts";
import type { ResidentLimits } from "./resident-options.ts";

/** The graphs of all stores of a database, within one budget. Where it is spent, the store that was asked longest ago gives way. */
export class Residents {
  readonly #limits: ResidentLimits | undefined;
  readonly #byName = new Map<string, Resident>();
  readonly #uses = { count: 0 };

  /** @param limits none where nothing is to be resident */
  constructor(limits: ResidentLimits | undefined) {
    this.#limits = limits;
  }

  /** The graph of that store. */
  of(store: Store, model: Model): Resident | undefined {
    const limits = this.#limits;
    if (limits === undefined) return undefined;
    const { name } = store;
    let resident = this.#byName.get(name);
    if (resident === undefined) {
      const room = (bytes: number): number => this.#room(name, limits.maxBytes, bytes);
      resident = new Resident({ store, model, limits, room, uses: this.#uses });
      this.#byName.set(name, resident);
    }
    return resident;
  }

  close(): void {
    for (const resident of this.#byName.values()) resident.close();
  }

  /** Bytes that the graph of that store may take, once others have given way to one of so many. */
  #room(name: string, maxBytes: number, bytes: number): number {
    const others = [...this.#byName].flatMap(([other, resident]) => (other === name ? [] : [resident]));
    let left = others.reduce((sum, other) => sum - other.bytes, maxBytes);
    if (left >= bytes || bytes > maxBytes) return left;
    for (const other of others.filter(({ isHeld }) => isHeld).sort((a, b) => a.lastUse - b.lastUse)) {
      if (left >= bytes) break;
      left += other.bytes;
      other.giveWay();
    }
    return left;
  }
}
