import { Failure } from "@relata/model";

/**
 * An opaque name for the state that a write left behind, or that a read saw: a read that is at least as fresh as the token
 * sees all of it. (Zanzibar §2.4.4, "zookie".)
 */
export type ConsistencyToken = string & { readonly __token: unique symbol };

/** What a token names. */
export interface TokenParts {
  readonly storeId: string;
  /**
   * A transaction that is in the state once it has its number, and with it every one of a lower number; 0 for the empty
   * store. Of a write there is none.
   */
  readonly numbered?: number;
  /** Transactions that are in the state, with or without a number. */
  readonly transactions: readonly number[];
}

const FORM = /^([\w-]{22})(?=[~.])(?:~([0-9a-z]{1,11}))?((?:\.[0-9a-z]{1,11})*)$/;

/**
 * The token of what is named. Law: `storeId` is base64url text of 22 characters (88 random bits or more), so that the whole may
 * stand in a URL, a header or a cookie as it is.
 */
export function formatToken({ storeId, numbered, transactions }: TokenParts): ConsistencyToken {
  const first = numbered === undefined ? "" : `~${numbered.toString(36)}`;
  return `${storeId}${first}${transactions.map((id) => `.${id.toString(36)}`).join("")}` as ConsistencyToken;
}

/** @throws Failure `invalid_consistency_token` for text that is no token */
export function parseToken(token: ConsistencyToken): TokenParts {
  const [, storeId, numbered, rest = ""] = FORM.exec(token) ?? [];
  if (storeId === undefined) throw invalidToken("the token is none that a store gave: pass one on as it came");
  const transactions = rest.split(".").slice(1).map(toId);
  return { storeId, ...(numbered !== undefined && { numbered: toId(numbered) }), transactions };
}

/** @throws Failure `invalid_consistency_token` where the token is of another store */
export function requireTokenOf(storeId: string, token: ConsistencyToken): TokenParts {
  const parts = parseToken(token);
  if (parts.storeId === storeId) return parts;
  throw tokenOfAnother();
}

/** What every adapter throws for a token of another database, or of another store of the same one. */
export function tokenOfAnother(): Failure {
  return invalidToken("the token is of another store: a token holds only where it was given");
}

function invalidToken(message: string): Failure {
  return new Failure("invalid_consistency_token", message);
}

function toId(text: string): number {
  const id = Number.parseInt(text, 36);
  if (Number.isSafeInteger(id)) return id;
  throw invalidToken("the token names a transaction beyond all that can be: pass one on as it came");
}
