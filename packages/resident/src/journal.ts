/** A change to who is in a group. */
export interface GroupChange {
  /** The place of the kind of group that the subject is of; -1 where the subject is plain. */
  readonly from: number;
  readonly subjectType: string;
  readonly subject: number;
  /** The place of the kind of group that it came into, or left. */
  readonly into: number;
  readonly group: number;
  /** Whether nothing happened but that a plain edge came. */
  readonly isAddition: boolean;
}

/** The last changes to groups, each with a number: what was made before one of them may be brought up to it. */
export class Journal {
  /** The number of the oldest change that is known. */
  first = 1;
  readonly #most: number;
  #changes: GroupChange[] = [];

  /** @param most how many changes are known; older ones are forgotten together */
  constructor(most: number) {
    this.#most = most;
  }

  /** The number of the next change. */
  get next(): number {
    return this.first + this.#changes.length;
  }

  add(change: GroupChange): void {
    if (this.#changes.length === this.#most) {
      this.first += this.#most;
      this.#changes = [];
    }
    this.#changes.push(change);
  }

  /** The change of that number. */
  at(number: number): GroupChange {
    return this.#changes[number - this.first] as GroupChange;
  }
}
