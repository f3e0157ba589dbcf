import { Failure, type Instant } from "@relata/model";

/**
 * Where a watch stands: behind the revision of that number, at that instant. Of the windows that open or close at this very
 * instant so many have been told, in canonical order; 0 where all have.
 */
export interface Place {
  readonly number: number;
  readonly instant: Instant;
  readonly told: number;
}

/** Opaque, and it may stand in a URL or a header as it is: where to go on. */
export type WatchCursor = string & { readonly __watchCursor: unique symbol };

const FORM = /^w\.([\w-]{22}\.[\w~-]+)\.([0-9a-z]{1,11})\.(-?[0-9]{1,20})\.([0-9a-z]{1,11})$/;

/** Which store a number is of: it says nothing in another, be it of the same database. Names are written in what a URL takes. */
export function watchedStoreId(databaseId: string, name: string): string {
  return `${databaseId}.${name.replace(/[^\w-]/gu, (char) => `~${(char.codePointAt(0) ?? 0).toString(16)}~`)}`;
}

export function formatWatchCursor(storeId: string, { number, instant, told }: Place): WatchCursor {
  return `w.${storeId}.${number.toString(36)}.${instant}.${told.toString(36)}` as WatchCursor;
}

/** Undefined for text that is no cursor of a watch; it may be a token then. */
export function parseWatchCursor(text: string): { readonly storeId: string; readonly place: Place } | undefined {
  const [, storeId, number = "", instant = "0", told = ""] = FORM.exec(text) ?? [];
  if (storeId === undefined) return undefined;
  return { storeId, place: { number: toCount(number), instant: BigInt(instant) as Instant, told: toCount(told) } };
}

export function foreignCursor(): Failure {
  return new Failure("invalid_cursor", "the cursor is of a watch on another store: begin from a token of this one");
}

function toCount(text: string): number {
  const count = Number.parseInt(text, 36);
  if (Number.isSafeInteger(count)) return count;
  throw new Failure("invalid_cursor", "the cursor names a place beyond all that can be: pass one on as it came");
}
