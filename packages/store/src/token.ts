import type { ConsistencyToken } from "./store.ts";

/**
 * The token of a transaction. Law: `storeId` is base64url text of 22 characters (16 random bytes), so that the id of the
 * transaction is the rest, and the whole may stand in a URL, a header or a cookie as it is. `0` is the empty store.
 */
export function formatToken(storeId: string, transactionId: number): ConsistencyToken {
  return `${storeId}${transactionId.toString(36)}` as ConsistencyToken;
}
