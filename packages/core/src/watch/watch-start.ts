import { Failure, instantFromMs, isFailure, parseInstant, type Instant } from "@relata/model";
import { drive } from "@relata/resolver";
import { parseToken, type ChangeLog, type ConsistencyToken, type Store } from "@relata/store";
import { toToken } from "../consistency-input.ts";
import { foreignCursor, parseWatchCursor, watchedStoreId, type Place } from "./watch-cursor.ts";

/** Where a watch begins. */
export interface WatchStart {
  readonly storeId: string;
  readonly place: Place;
  /** Whether the place is that of a cursor, and so known to whoever watches. */
  readonly isResumed: boolean;
}

/** Earlier than every window. */
const NEVER = parseInstant("0000-01-01T00:00:00Z") as Instant;

/**
 * Where to begin: behind a cursor; behind the state of a token; or with the present state.
 *
 * @throws Failure `invalid_consistency_token`, `invalid_cursor`, `token_not_reached`, `snapshot_expired`
 */
export async function startOf(store: Store, after: string | undefined, now: () => Instant): Promise<WatchStart> {
  if (after === undefined) return startNow(store, now());
  const cursor = parseWatchCursor(after);
  if (cursor === undefined) return startBehind(store, toToken(after), now());
  if ((await storeIdOf(store)) !== cursor.storeId) throw foreignCursor();
  return { ...cursor, isResumed: true };
}

/** @throws Failure `invalid_consistency_token`, `invalid_cursor` for text that can be neither a cursor nor a token of any store */
export function checkAfter(after: unknown): void {
  if (after === undefined) return;
  if (typeof after !== "string") throw new Failure("invalid_cursor", "`after` is the cursor of an event, or a token");
  if (parseWatchCursor(after) === undefined) toToken(after);
}

async function startNow(store: Store, instant: Instant): Promise<WatchStart> {
  const number = await store.log.newest();
  return { storeId: await storeIdOf(store), place: { number, instant, told: 0 }, isResumed: false };
}

/** Windows are told since the write of the token; where the log does not hold it any more, since now. */
async function startBehind({ log, name }: Store, token: ConsistencyToken, now: Instant): Promise<WatchStart> {
  const number = await log.numberOf(token);
  const at = number === 0 ? NEVER : await instantOf(log, number);
  const instant = at === undefined || at > now ? now : at;
  const storeId = watchedStoreId(parseToken(token).storeId, name);
  return { storeId, place: { number, instant, told: 0 }, isResumed: false };
}

async function instantOf(log: ChangeLog, number: number): Promise<Instant | undefined> {
  try {
    const [revision] = (await log.revisions(number - 1, 1)).revisions;
    return revision?.number === number ? instantFromMs(revision.at) : undefined;
  } catch (error) {
    // The state is the oldest that can be read, and the log begins behind it.
    if (isFailure(error, "snapshot_expired")) return undefined;
    throw error;
  }
}

async function storeIdOf(store: Store): Promise<string> {
  const { token } = await store.read(() => drive(() => undefined));
  return watchedStoreId(parseToken(token).storeId, store.name);
}
