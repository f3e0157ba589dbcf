import type { Listed, ListingPage, ListingPageInput } from "@relata/core";
import { Failure, formatInstant, parseInstant, type Instant } from "@relata/model";

/**
 * A part of the objects of a type on which the caller has a permission. Law: `can` allows the ids of all pages and, where the last one
 * has `everyOther`, each that no page names.
 */
export interface Accessible {
  /** In their order. */
  readonly ids: readonly string[];
  /** Ids that hang on attributes which are missing: `can` does not allow them. */
  readonly conditional: readonly string[];
  /** Where a wildcard reaches the list, on the last page: every id that no page names, but these. */
  readonly everyOther?: { readonly except: readonly string[] };
  /** Where the next page begins; missing on the last. */
  readonly next?: string;
}

export interface AccessiblePage {
  /** Ids of a page: 1,000 unless given. */
  readonly limit?: number;
  /** `next` of the page before, of this request or another one. */
  readonly after?: string;
}

/** The entries of a list as ids of the type. */
export function toAccessible(type: string, { entries, next }: ListingPage, now: Instant): Accessible {
  const idOf = (reference: string): string => reference.slice(type.length + 1);
  const rest = entries.find(({ reference }) => idOf(reference) === "*");
  const named = (outcome: Listed["outcome"]): readonly string[] =>
    entries.filter((entry) => entry !== rest && entry.outcome === outcome).map(({ reference }) => idOf(reference));
  return {
    ids: named("allowed"),
    conditional: named("conditional"),
    ...(rest?.outcome === "allowed" && { everyOther: { except: (rest.except ?? []).map(idOf) } }),
    ...(next !== undefined && { next: `${formatInstant(now)}/${next}` }),
  };
}

interface PlaceOfPage {
  readonly now: Instant;
  readonly page: ListingPageInput;
}

/**
 * The instant of a list, and its cursor: all pages are of the instant of the first, which is that of its request.
 *
 * @throws Failure `invalid_cursor`
 */
export function placeOf({ limit, after }: AccessiblePage, present: Instant): PlaceOfPage {
  const most = limit === undefined ? {} : { limit };
  if (after === undefined) return { now: present, page: most };
  // Why: it comes from a request, which may name it twice.
  const text: unknown = after;
  const [instant = "", cursor] = typeof text === "string" ? text.split("/") : [];
  const now = parseInstant(instant);
  if (now !== undefined && cursor !== undefined) return { now, page: { ...most, after: cursor } };
  throw new Failure("invalid_cursor", "a cursor is none that was given for this list: pass `next` on as it came");
}
