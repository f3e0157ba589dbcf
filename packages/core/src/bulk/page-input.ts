import { Failure } from "@relata/model";
import type { PageCursor } from "@relata/store";

/** Entries of a page, and changes of a batch, where nobody says how many. */
export const PAGE = 1_000;

/** @throws Failure `invalid_question` */
export function toPageLimit(limit: number | undefined, what = "limit"): number {
  if (limit === undefined) return PAGE;
  if (Number.isSafeInteger(limit) && limit >= 1) return limit;
  throw new Failure("invalid_question", `\`${what}\` is a whole number, from 1 on`);
}

/** @throws Failure `invalid_cursor`; whether it is a cursor of the list, the store says */
export function toPageCursor(after: string | undefined): PageCursor | undefined {
  if (after === undefined || typeof after === "string") return after as PageCursor | undefined;
  throw new Failure("invalid_cursor", "`after` is text: `next` of the page before");
}
