import { compareText, compareTuples, parseInstant, type Instant, type Tuple } from "@relata/model";
import type { LogChange, WindowEdge } from "@relata/store";

/** The instant at which the window of a tuple opens or closes. */
export type Edge = Pick<WindowEdge, "instant" | "edge" | "tuple">;

/** Later than every window: the last instant that can be written. */
export const FOREVER = parseInstant("9999-12-31T23:59:59.999999999Z") as Instant;

/** Edges beyond which the later ones are forgotten. */
const MOST = 2_000;

/**
 * The next edges of the tuples that are live in one state, in order. Read from the log once, and then kept exact by what
 * each revision changes. Cost: some thousands of them in memory, and all that share one instant.
 */
export class UpcomingEdges {
  // The next one stands last, so that it is cheap to take.
  #edges: Edge[] = [];
  #most = MOST;
  #horizon: Instant | undefined;

  /** All edges until this instant are known; undefined where none are. */
  get horizon(): Instant | undefined {
    return this.#horizon;
  }

  get next(): Edge | undefined {
    return this.#edges.at(-1);
  }

  take(): Edge | undefined {
    return this.#edges.pop();
  }

  /** Begins anew with what the log answered for the state of that number, and for that limit. */
  fill(read: readonly WindowEdge[], number: number, limit: number): void {
    const isLive = ({ madeIn, endedIn = Infinity }: WindowEdge): boolean => madeIn <= number && number < endedIn;
    this.#edges = read.filter((edge) => isLive(edge) && !isNever(edge.tuple)).sort(latestFirst);
    this.#horizon = read.length < limit ? FOREVER : (read.at(-1)?.instant ?? FOREVER);
    this.#most = Math.max(MOST, 2 * this.#edges.length);
  }

  /** Follows a revision that takes place at that instant: edges until then are past for what it makes. */
  apply(changes: readonly LogChange[], instant: Instant): void {
    for (const change of changes) {
      if (change.kind !== "tuple") continue;
      for (const edge of edgesOf(change.before)) this.#remove(edge);
      for (const edge of edgesOf(change.after)) if (edge.instant > instant) this.#insert(edge);
    }
  }

  #remove(edge: Edge): void {
    const place = this.#placeOf(edge);
    const found = this.#edges[place];
    if (found !== undefined && latestFirst(found, edge) === 0) this.#edges.splice(place, 1);
  }

  #insert(edge: Edge): void {
    if (this.#horizon === undefined || edge.instant > this.#horizon) return;
    this.#edges.splice(this.#placeOf(edge), 0, edge);
    if (this.#edges.length > this.#most) this.#forget();
  }

  /** Forgets the later half, but nothing that shares its instant with what stays. */
  #forget(): void {
    let first = this.#edges.length - MOST / 2;
    const last = this.#edges[first]?.instant;
    while (this.#edges[first - 1]?.instant === last && first > 0) first--;
    this.#edges = this.#edges.slice(first);
    this.#horizon = last;
    this.#most = Math.max(MOST, 2 * this.#edges.length);
  }

  /** Where the edge stands, or would stand. */
  #placeOf(edge: Edge): number {
    let low = 0;
    let high = this.#edges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#edges[middle];
      if (found !== undefined && latestFirst(found, edge) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function edgesOf(tuple: Tuple | undefined): readonly Edge[] {
  if (tuple === undefined || isNever(tuple)) return [];
  const { from, until } = tuple;
  return [
    ...(from === undefined ? [] : [{ instant: from, edge: "start" as const, tuple }]),
    ...(until === undefined ? [] : [{ instant: until, edge: "end" as const, tuple }]),
  ];
}

/** A window without an instant in it never opens, and so does not close. */
function isNever({ from, until }: Tuple): boolean {
  return from !== undefined && until !== undefined && until <= from;
}

/** The canonical order of edges, backwards: of one state there are no two of one instant, key and kind. */
function latestFirst(a: Edge, b: Edge): number {
  if (a.instant !== b.instant) return a.instant < b.instant ? 1 : -1;
  return compareTuples(b.tuple, a.tuple) || compareText(b.edge, a.edge);
}
