import type { NumberedWrite } from "@relata/store";

/** So many are remembered: whoever wants to know asks right after the write. */
const MOST = 1_000;

/** Where the writes of this process stand in the log, as the runs tell that number them. */
export class NumberedWrites {
  /** Committed, and not yet in a run that began after that. */
  readonly #waiting = new Set<number>();
  readonly #known = new Map<number, NumberedWrite>();

  /** Says that a write was committed. */
  add(transaction: number): void {
    this.#waiting.add(transaction);
  }

  /** Whether the next run may tell of it. */
  isWaiting(transaction: number): boolean {
    return this.#waiting.has(transaction);
  }

  /** Undefined where no run of this process told. */
  of(transaction: number): NumberedWrite | undefined {
    return this.#known.get(transaction);
  }

  /** Says that all committed writes are about to be numbered; to what is answered, which were by this run: id, number, the one before. */
  numbering(): (numbered: readonly (readonly [number, number, number])[]) => void {
    const before = [...this.#waiting];
    return (numbered) => {
      for (const [id, number, previous] of numbered) if (this.#waiting.has(id)) this.#know(id, { number, previous });
      for (const id of before) this.#waiting.delete(id);
    };
  }

  #know(id: number, write: NumberedWrite): void {
    this.#known.set(id, write);
    this.#waiting.delete(id);
    if (this.#known.size <= MOST) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
