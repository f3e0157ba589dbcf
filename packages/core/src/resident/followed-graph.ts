import type { QuickCheck, ResidentGraph } from "@relata/resident";
import type {
  ChangeLog,
  ConsistencyToken,
  LogChange,
  LogPage,
  MaybePromise,
  NumberedWrite,
  Revision,
} from "@relata/store";
import { chained } from "./chained.ts";
import type { PlainWrite } from "./own-writes.ts";

/** Changes that are applied in one go: some milliseconds of work. */
const MOST_AT_ONCE = 2_000;

/** Thrown where the log no longer goes on from what was loaded: the store was deleted, or history forgotten. */
export class Lost extends Error {}

/** Where in the log a graph stands. */
export interface Place {
  /** Of which state it is. */
  readonly token: ConsistencyToken;
  /** Every revision of the store up to this number is in it, and none above. */
  readonly number: number;
  /** The newest of them; 0 where there is none. */
  readonly newest: number;
}

/**
 * A graph of one state of a store, which can follow the log to the newest.
 *
 * Law: it holds exactly what was live right after its revision. Revisions are applied in their order, each whole, and the newest that
 * it holds must still be in the log whenever it goes on: else what it holds may be of a store that was deleted.
 */
export class FollowedGraph {
  readonly graph: ResidentGraph;
  readonly quick: QuickCheck;
  #place: Place;

  constructor(graph: ResidentGraph, quick: QuickCheck, place: Place) {
    this.graph = graph;
    this.quick = quick;
    this.#place = place;
  }

  get place(): Place {
    return this.#place;
  }

  /** Bytes of all that it holds. */
  get bytes(): number {
    return this.graph.bytes + this.quick.bytes;
  }

  /**
   * Goes on, a little at a time. Whether it is at the end of the log.
   *
   * @param taken called with the token of each revision that is in it now
   * @throws Lost
   */
  follow(log: ChangeLog, taken: (token: ConsistencyToken) => void): MaybePromise<boolean> {
    const { newest } = this.#place;
    return chained(log.revisions(Math.max(0, newest - 1), MOST_AT_ONCE), (page) => {
      if (newest > 0 && newest === this.#place.newest && page.revisions[0]?.number !== newest) throw new Lost();
      // Why: a large revision that is held already may be a page alone.
      const isAlone = !page.isLast && page.revisions.at(-1)?.number === newest;
      if (!isAlone) return this.#apply(page, newest, taken);
      return chained(log.revisions(newest, MOST_AT_ONCE), (next) => this.#apply(next, newest, taken));
    });
  }

  /** Takes a write without reading the log, where it comes next. Whether it is in the graph now, or was already. */
  take({ token, made, ended }: PlainWrite, { number, previous }: NumberedWrite): boolean {
    if (number <= this.#place.number) return true;
    if (previous !== this.#place.newest) return false;
    for (const tuple of made) this.graph.put(tuple);
    for (const key of ended) this.graph.delete(key);
    this.#place = { number, newest: number, token };
    return true;
  }

  #apply({ revisions, isLast }: LogPage, newest: number, taken: (token: ConsistencyToken) => void): boolean {
    // Why: two may have asked for the same page.
    if (newest !== this.#place.newest) return false;
    const further = revisions.filter(({ number }) => number > this.#place.number);
    for (const revision of further) {
      this.#take(revision);
      taken(revision.token);
    }
    return isLast;
  }

  #take({ number, token, changes }: Revision): void {
    for (const change of changes) this.#change(change);
    this.#place = { number, newest: number, token };
  }

  #change(change: LogChange): void {
    switch (change.kind) {
      case "tuple":
        if (change.after !== undefined) this.graph.put(change.after);
        else if (change.before !== undefined) this.graph.delete(change.before);
        return;
      case "attribute":
        this.graph.setAttribute(change.object, change.name, change.after);
        return;
      case "model":
        return;
    }
  }
}
