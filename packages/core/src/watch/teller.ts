import { instantFromMs, type Instant } from "@relata/model";
import type { ChangeLog, Revision } from "@relata/store";
import { nextTurn } from "../next-turn.ts";
import type { Alarm } from "./alarm.ts";
import { FOREVER, UpcomingEdges, type Edge } from "./upcoming-edges.ts";
import { formatWatchCursor, type Place, type WatchCursor } from "./watch-cursor.ts";
import type { CheckpointEvent, WatchEvent } from "./watch-event.ts";
import type { WatchFilter } from "./watch-filter.ts";

/** What is watched, and how. */
export interface Watched {
  readonly log: ChangeLog;
  readonly storeId: string;
  readonly now: () => Instant;
  readonly filter: WatchFilter;
  /** After so many milliseconds in which nothing was told, a checkpoint is. */
  readonly heartbeatMs: number;
  readonly alarm: Alarm;
}

/** Changes that are read at once, and edges. */
const PAGE = 1_000;

const NS_PER_MS = 1_000_000n;

/**
 * Tells what happened since a place, one thing after the other: revisions in their order, and between them the windows that
 * opened or closed while the state was that of the revision before. A revision takes place at the time of its write; where
 * this is past already, because a clock was stepped back or a transaction took long, at once; and never in the future.
 *
 * Nothing is read before it is asked for, and no more is held than a page of the log and the next edges.
 */
export class Teller {
  readonly #watched: Watched;
  readonly #edges = new UpcomingEdges();
  #place: Place;
  #toldAt = performance.now();

  constructor(watched: Watched, place: Place) {
    this.#watched = watched;
    this.#place = place;
  }

  /** The number of the newest revision that is told. */
  get number(): number {
    return this.#place.number;
  }

  /** Where it stands. */
  checkpoint(): CheckpointEvent {
    return { kind: "checkpoint", cursor: this.#cursor(), instant: this.#place.instant };
  }

  /** Ends when the alarm is turned off. @throws Failure `snapshot_expired`, and as the log has */
  async *events(): AsyncGenerator<WatchEvent> {
    const { alarm, log } = this.#watched;
    while (!alarm.isOff) {
      alarm.set();
      // Invariant: edges are read before the page. That the page could be read says that history was whole for them, too.
      await this.#readEdges();
      const { revisions, isLast } = await log.revisions(this.#place.number, PAGE);
      const isToldAll = yield* this.#tellAll(revisions);
      if (!isLast) await nextTurn();
      else if (isToldAll && !alarm.isRung) yield* this.#tellUntilNow();
    }
  }

  async #readEdges(): Promise<void> {
    const { number, instant, told } = this.#place;
    const { horizon } = this.#edges;
    if (horizon !== undefined && horizon > instant) return;
    const after = told === 0 ? instant : ((instant - 1n) as Instant);
    this.#edges.fill(await this.#watched.log.edges({ after, until: FOREVER, limit: PAGE }), number, PAGE);
    for (let i = 0; i < told && this.#edges.next?.instant === instant; i++) this.#edges.take();
  }

  /** False where edges have to be read before it can go on. */
  async *#tellAll(revisions: readonly Revision[]): AsyncGenerator<WatchEvent, boolean> {
    for (const revision of revisions) {
      const instant = later(this.#place.instant, earlier(instantFromMs(revision.at), this.#watched.now()));
      yield* this.#tellEdges(instant);
      if (this.#place.instant < instant) return false;
      this.#place = { number: revision.number, instant, told: 0 };
      this.#edges.apply(revision.changes, instant);
      const told = this.#told(this.#revisionEvent(revision));
      if (told !== undefined) yield told;
    }
    return true;
  }

  /** What time alone changed since; and then waits for the next thing. */
  async *#tellUntilNow(): AsyncGenerator<WatchEvent> {
    const { alarm, heartbeatMs, now } = this.#watched;
    const instant = later(this.#place.instant, now());
    yield* this.#tellEdges(instant);
    if (this.#place.instant < instant) return;
    const told = this.#told(undefined);
    if (told !== undefined) yield told;
    const toHeartbeat = this.#toldAt + heartbeatMs - performance.now();
    await alarm.wait(Math.min(toHeartbeat, this.#msToEdge(now())));
  }

  /** Edges until that instant, as far as they are known. */
  async *#tellEdges(until: Instant): AsyncGenerator<WatchEvent> {
    const { number } = this.#place;
    for (let edge = this.#edges.next; edge !== undefined && edge.instant <= until; edge = this.#edges.next) {
      this.#edges.take();
      const { instant, told } = this.#place;
      this.#place = { number, instant: edge.instant, told: edge.instant === instant ? told + 1 : 1 };
      const event = this.#told(this.#windowEvent(edge));
      if (event !== undefined) yield event;
    }
    const instant = later(this.#place.instant, earlier(until, this.#edges.horizon ?? until));
    this.#place = { number, instant, told: 0 };
  }

  /** None where it is due. */
  #msToEdge(now: Instant): number {
    const next = this.#edges.next?.instant ?? this.#edges.horizon ?? FOREVER;
    return Number((next - now + NS_PER_MS - 1n) / NS_PER_MS);
  }

  #revisionEvent({ number, token, at, changes }: Revision): WatchEvent | undefined {
    const kept = changes.filter((change) => this.#watched.filter.keeps(change));
    if (kept.length === 0) return undefined;
    const { instant } = this.#place;
    return { kind: "revision", cursor: this.#cursor(), instant, number, token, at, changes: kept };
  }

  #windowEvent({ instant, edge, tuple }: Edge): WatchEvent | undefined {
    if (!this.#watched.filter.keepsTuple(tuple)) return undefined;
    return { kind: "window", cursor: this.#cursor(), instant, edge, tuple };
  }

  /** The event; in its place, where there is none and nothing has been told for long, a checkpoint. */
  #told(event: WatchEvent | undefined): WatchEvent | undefined {
    const now = performance.now();
    if (event === undefined && now - this.#toldAt < this.#watched.heartbeatMs) return undefined;
    this.#toldAt = now;
    return event ?? this.checkpoint();
  }

  #cursor(): WatchCursor {
    return formatWatchCursor(this.#watched.storeId, this.#place);
  }
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
