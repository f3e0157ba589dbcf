import { createHash } from "node:crypto";
import {
  canonicalJson,
  Failure,
  formatInstant,
  parseInstant,
  type Instant,
  type Json,
  type Model,
} from "@relata/model";
import type { ConsistencyToken } from "@relata/store";

/** Where a page ended, and what of: of which question, at which instant, in which state. */
export interface ListCursor {
  /** What is listed, as JSON: a cursor is refused for another list. */
  readonly list: Json;
  readonly now: Instant;
  /** The id of the last entry. */
  readonly after: string;
  /** The state of the first page; none where all that is asked is of one state anyway. */
  readonly token?: ConsistencyToken;
}

/** Text that may stand in a URL. The question itself is not in it, but for a digest. */
export function formatListCursor({ list, now, after, token }: ListCursor): string {
  const parts = [digestOf(list), formatInstant(now), after, ...(token === undefined ? [] : [token])];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** @throws Failure `invalid_cursor` for text that is no cursor, or one of another list */
export function parseListCursor(cursor: unknown, list: Json): ListCursor {
  const parts = decoded(cursor);
  const [digest, now, after, token] = parts ?? [];
  if (parts === undefined || parts.length < 3 || parts.length > 4 || digest === undefined) throw noCursor();
  if (digest !== digestOf(list)) {
    throw new Failure("invalid_cursor", "the cursor is of another list: begin this one without a cursor");
  }
  const instant = parseInstant(now ?? "");
  if (instant === undefined) throw noCursor();
  return {
    list,
    now: instant,
    after: after ?? "",
    ...(token !== undefined && { token: token as ConsistencyToken }),
  };
}

/** The state that the cursor names. @throws Failure `invalid_cursor` where it is of a view or a transaction */
export function requireState({ token }: ListCursor): ConsistencyToken {
  if (token !== undefined) return token;
  throw new Failure("invalid_cursor", "the cursor is of a view or a transaction: its next page is there alone");
}

/** @throws Failure `invalid_cursor` where all is of one state, and the cursor is of another */
export function refuseState(cursor: ListCursor | undefined): void {
  if (cursor?.token === undefined) return;
  throw new Failure("invalid_cursor", "the cursor is of a list of the store, and neither of this view nor transaction");
}

function noCursor(): Failure {
  return new Failure("invalid_cursor", "the cursor is none that a page ended with: pass one on as it came");
}

function digestOf(list: Json): string {
  return createHash("sha256").update(canonicalJson(list)).digest("base64url").slice(0, 22);
}

const digests = new WeakMap<Model, string>();

/** A digest of the model under which pages are answered: under another one they would be those of another list. */
export function modelDigest(model: Model): string {
  const known = digests.get(model) ?? digestOf(model as unknown as Json);
  digests.set(model, known);
  return known;
}

function decoded(cursor: unknown): readonly string[] | undefined {
  if (typeof cursor !== "string") return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === "string") ? parts : undefined;
  } catch {
    return undefined;
  }
}
