import type { GroupChange, Journal } from "./journal.ts";
import { STAR } from "./numbers.ts";
import { Rows } from "./rows.ts";
import type { Walk, Way } from "./walk.ts";

export interface MembersParts {
  readonly walk: Walk;
  readonly journal: Journal;
  /** Called before the first closure of a subject is made. */
  readonly makeRoom: () => void;
}

/**
 * The closures of group membership of all plain subjects of one type: for each kind of group, which of them a subject is in. One is
 * made when it is first asked for. Afterwards an edge that came extends those that it touches; one that left, or became another, drops them.
 */
export class Members {
  /** By kind of group, and subject: the groups that it is in for good, in order. */
  readonly certain: readonly Rows[];
  /** The same of those that it may be in, where what is special on the way counts; only of subjects for which that may matter. */
  readonly possible: readonly Rows[];
  readonly #type: string;
  readonly #ways: readonly Way[];
  readonly #walk: Walk;
  readonly #journal: Journal;
  readonly #makeRoom: () => void;
  /** By subject: the number of the first change that is not in its closure; 0 where there is none. */
  #asOf = new Int32Array(16);
  readonly #nearSpecial = new Set<number>();

  constructor(type: string, ways: readonly Way[], { walk, journal, makeRoom }: MembersParts) {
    this.#type = type;
    this.#ways = ways;
    this.#walk = walk;
    this.#journal = journal;
    this.#makeRoom = makeRoom;
    this.certain = ways.map(() => new Rows());
    this.possible = ways.map(() => new Rows());
  }

  /** Bytes of the closures. */
  get bytes(): number {
    const rows = [...this.certain, ...this.possible];
    return rows.reduce((sum, { bytes }) => sum + bytes, this.#asOf.byteLength);
  }

  /** Whether what the subject may be in is more than what it is in. */
  isOpen(subject: number): boolean {
    return this.#nearSpecial.size > 0 && this.#nearSpecial.has(subject);
  }

  /** Makes the closure of the subject, or brings it up to the last change. */
  bring(subject: number): void {
    if (subject >= this.#asOf.length) this.#reach(subject);
    const asOf = this.#asOf[subject] as number;
    const { first, next } = this.#journal;
    if (asOf === next) return;
    if (asOf === 0) this.#makeRoom();
    if (asOf < first || !this.#follow(asOf, subject)) this.#make(subject);
    this.#asOf[subject] = next;
  }

  /** Drops all closures. */
  forget(): void {
    this.#asOf.fill(0);
    this.#nearSpecial.clear();
    for (const rows of this.certain) rows.reset();
    for (const rows of this.possible) rows.reset();
  }

  #reach(subject: number): void {
    const larger = new Int32Array(Math.max(subject + 1, this.#asOf.length * 2));
    larger.set(this.#asOf);
    this.#asOf = larger;
  }

  /** Whether the closure could be brought up to the last change. */
  #follow(asOf: number, subject: number): boolean {
    for (let number = asOf; number < this.#journal.next; number++) {
      const change = this.#journal.at(number);
      if (!this.#touches(change, subject)) continue;
      if (!change.isAddition || this.isOpen(subject)) return false;
      this.#walk.fromGroup(change.into, change.group, (group, found) => this.#rows(group).has(subject, found));
      // Why: what is special behind the group that was added may matter now.
      if (this.#walk.isNearSpecial) return false;
      this.#walk.found.forEach((numbers, group) => {
        for (const found of numbers) this.#rows(group).add(subject, found);
      });
    }
    return true;
  }

  #touches({ from, subjectType, subject: changed }: GroupChange, subject: number): boolean {
    if (from < 0) return subjectType === this.#type && (changed === subject || changed === STAR);
    const rows = (this.isOpen(subject) ? this.possible[from] : this.certain[from]) as Rows;
    return isIn(rows, subject, changed);
  }

  #make(subject: number): void {
    this.#nearSpecial.delete(subject);
    for (const rows of this.possible) rows.clear(subject);
    this.#walk.fromPlain(this.#ways, subject, false);
    this.#keep(this.certain, subject);
    if (!this.#walk.isNearSpecial) return;
    this.#nearSpecial.add(subject);
    this.#walk.fromPlain(this.#ways, subject, true);
    this.#keep(this.possible, subject);
  }

  #keep(kept: readonly Rows[], subject: number): void {
    this.#walk.found.forEach((numbers, group) => {
      const rows = kept[group] as Rows;
      rows.clear(subject);
      for (const number of Int32Array.from(numbers).sort()) rows.append(subject, number);
    });
  }

  #rows(group: number): Rows {
    return this.certain[group] as Rows;
  }
}

/** Whether the subject is in that group: by itself, or in every group of the type. */
export function isIn(rows: Rows, subject: number, group: number): boolean {
  const head = rows.head(subject);
  return head !== 0 && (rows.holds(head, group) || rows.holds(head, STAR));
}
