import type { Instant, Tuple } from "@relata/model";
import type { ConsistencyToken, LogChange } from "@relata/store";
import type { WatchCursor } from "./watch-cursor.ts";

/** What a watch tells. Law: along the events neither `number` nor `instant` ever falls. */
export type WatchEvent = RevisionEvent | WindowEvent | CheckpointEvent;

interface Told {
  /** Where to go on once this event is done with. */
  readonly cursor: WatchCursor;
  /**
   * The present of the event: at this instant, tuples are in their windows or not as the events before and this one say.
   * It is the time of the write, but never one that has been told already, whatever clocks do.
   */
  readonly instant: Instant;
}

/** A write that was committed. */
export interface RevisionEvent extends Told {
  readonly kind: "revision";
  readonly number: number;
  readonly token: ConsistencyToken;
  /** Milliseconds since the epoch, by the clock of whoever wrote. */
  readonly at: number;
  /** Those that the filters let through, in canonical order: tuples, attributes, the model. */
  readonly changes: readonly LogChange[];
}

/** The window of a live tuple has opened or closed: time alone changed what the tuple says. */
export interface WindowEvent extends Told {
  readonly kind: "window";
  readonly edge: "start" | "end";
  readonly tuple: Tuple;
}

/** Nothing but a cursor: where a watch began, and, where nothing else was to be told for a while, how far it has come. */
export interface CheckpointEvent extends Told {
  readonly kind: "checkpoint";
}
