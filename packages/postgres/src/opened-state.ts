import { Failure } from "@relata/model";
import { formatToken, snapshotExpired, tokenOfAnother, type ConsistencyToken } from "@relata/store";
import type { Asked } from "./asked.ts";
import { NotReached } from "./not-reached.ts";
import { MAX_UNNUMBERED, type StateRow } from "./state-query.ts";

/** A snapshot that holds what was asked for. */
export interface OpenedState {
  /** The number of the state that is read; none where it is what is live. */
  readonly at?: number;
  /** Whether the state of that number is known to be what is live as well. */
  readonly isLive: boolean;
  /** The number of the oldest state of the store that can still be read. */
  readonly oldest: number;
  /** Whether the snapshot holds writes to the store that have no number yet, and can be given one. */
  readonly isPending: boolean;
  /** Of the state that is read; none where too many transactions would have to be named. */
  readonly token?: ConsistencyToken;
}

/**
 * Judges a snapshot by what it says of itself. `mustNumber`: everything in it must have its number, but on a server that
 * cannot give one.
 *
 * @throws NotReached where it lacks something
 * @throws Failure `invalid_consistency_token`, `snapshot_expired`; `store_unreadable` where it is of another database;
 *   `store_unavailable` where the latest state is asked of a server that follows another
 */
export function openedState(
  databaseId: string,
  row: StateRow | undefined,
  asked: Asked,
  mustNumber: boolean,
): OpenedState {
  if (row?.database !== databaseId) {
    throw new Failure("store_unreadable", "the server holds another database than the one that was opened");
  }
  if (asked.isLatest === true && row.standby) {
    const message =
      "the server follows another, and cannot say what is latest: give the one that is written to as `url`";
    throw new Failure("store_unavailable", message);
  }
  if (row.foreign === true) throw tokenOfAnother();
  if (row.absent === true || Number(row.reached) < asked.reached) throw new NotReached("absent", row.standby);
  const isPending = row.unnumbered !== null && !row.standby;
  const isUnsettled = asked.of === "settled" && row.unnumbered !== null;
  if (row.pending === true || isUnsettled || (mustNumber && isPending)) throw new NotReached("unnumbered", row.standby);
  const oldest = Number(row.oldest_number ?? 0);
  const at = numberOf(row, asked, oldest);
  const numbered = Number((asked.of === "named" ? row.named_id : row.id) ?? 0);
  if (at !== undefined) {
    // Of a state that is asked for by its number, the row tells no newer one.
    const isLive = typeof asked.of !== "number" && at === Number(row.number ?? 0) && row.unnumbered === null;
    const token = formatToken({ storeId: databaseId, numbered, transactions: [] });
    return { at, isLive, oldest, isPending, token };
  }
  // The newest numbered transaction stands for all of a lower number; those that have none yet stand for themselves.
  const transactions = row.unnumbered === null ? [] : row.unnumbered.split(".").map(Number);
  if (transactions.length > MAX_UNNUMBERED) return { isLive: true, oldest, isPending };
  return { isLive: true, oldest, isPending, token: formatToken({ storeId: databaseId, numbered, transactions }) };
}

/** @throws Failure `snapshot_expired` */
function numberOf(row: StateRow, { of, named }: Asked, oldest: number): number | undefined {
  if (of === "live" || of === "settled") return undefined;
  if (of === "newest") return Number(row.number ?? 0);
  // Why so: of a transaction that has been forgotten, nothing is known but that it was before the oldest.
  const isForgotten = of === "named" && named.length > 0 && row.named_number === null;
  const at = of === "named" ? Number(row.named_number ?? 0) : of;
  if (isForgotten || at < oldest) throw snapshotExpired(isForgotten ? oldest - 1 : at, oldest);
  return at;
}
