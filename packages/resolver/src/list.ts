import { compareText, type Decision, type Instant, type Lasting } from "@relata/model";
import { PENDING, type Pending } from "./graph.ts";

/**
 * The complete answer of a list: named rows, and, where a wildcard reaches it, everything of the type except the rows
 * and the exceptions. Law: an id is in a row, or falls under `rest`, exactly if `check` says allowed or conditional of
 * it, and then with that decision. Its `validUntil` is the first at which a row, or what was not listed, may change.
 */
export interface List extends Lasting {
  /** Sorted by id, each id once; never denied. */
  readonly rows: readonly Row[];
  /** Present where also an id that nothing names is allowed or conditional. */
  readonly rest?: Rest;
}

export interface Row {
  readonly id: string;
  readonly decision: Granted;
}

/** What holds of every id of the type that is neither in a row nor an exception. */
export interface Rest {
  readonly decision: Granted;
  /** Ids that are denied; sorted. */
  readonly except: readonly string[];
}

export type Granted = Exclude<Decision, { readonly outcome: "denied" }>;

/** One of the permissions that were asked for, where it is allowed or conditional. */
export interface Grant {
  readonly permission: string;
  readonly decision: Granted;
}

/** Some of a list, of one permission or several: a row has at least one grant, and they are in the order of the question. */
export interface ListPage extends Lasting {
  readonly rows: readonly GrantedRow[];
  /** Only on the last page, with all exceptions: ids that are denied all that the rest is granted, and more. */
  readonly rest?: { readonly granted: readonly Grant[]; readonly except: readonly string[] };
  /** Whether there is more: the list goes on after the last row. */
  readonly isCut: boolean;
}

export interface GrantedRow {
  readonly id: string;
  /** Its whole reference, where that is at hand. */
  readonly reference?: string;
  readonly granted: readonly Grant[];
}

/** Which part of a list. */
export interface PageOf {
  /** Rows of the page; all unless given. */
  readonly limit?: number;
  /** Only rows behind this id. */
  readonly after?: string;
}

/** What a list is made from: candidates, and what decides them. Nothing else is granted but what the rest is. */
export interface Candidates {
  /** Sorted, each once. */
  readonly ids: readonly string[];
  /** What the id is granted. */
  decide(id: string): readonly Grant[] | Pending;
  /** What an id is granted that nothing names. */
  readonly rest: readonly Grant[] | Pending;
  /** When time alone may first change what was found, or what was decided so far. */
  readonly until: Instant | undefined;
  /** Whether an id that is granted as much as the rest needs a row to say so. */
  isNamed(id: string): boolean;
}

/**
 * The page over these candidates. They are decided in order, until one more than the page holds is granted something.
 *
 * @param ahead how many candidates that wait for data may be passed over beyond the page: what they lack comes in one batch
 */
export function pageOver(candidates: Candidates, page: PageOf, ahead: number): ListPage {
  const found = rowsOver(candidates, page, ahead);
  const { until } = candidates;
  return until === undefined ? found : { ...found, validUntil: until };
}

function rowsOver(candidates: Candidates, { limit = Infinity, after }: PageOf, ahead: number): ListPage {
  const rows: GrantedRow[] = [];
  let waiting = 0;
  for (const id of after === undefined ? candidates.ids : behind(candidates.ids, after)) {
    if (rows.length > limit || rows.length + waiting > limit + ahead) break;
    const granted = candidates.decide(id);
    if (granted === PENDING) waiting++;
    else if (granted.length > 0 && candidates.isNamed(id)) rows.push({ id, granted });
  }
  if (rows.length > limit) return { rows: rows.slice(0, limit), isCut: true };
  const { rest } = candidates;
  if (rest === PENDING || rest.length === 0) return { rows, isCut: false };
  // The wildcard is an entry of its own, and comes on a page that has a place for it.
  if (rows.length === limit) return { rows, isCut: true };
  const except = candidates.ids.filter((id) => isDenied(candidates.decide(id)));
  return { rows, rest: { granted: rest, except }, isCut: false };
}

function isDenied(granted: readonly Grant[] | Pending): boolean {
  return granted !== PENDING && granted.length === 0;
}

/** The whole list of one permission. */
export function listOf({ rows, rest, validUntil }: ListPage): List {
  return {
    ...(validUntil !== undefined && { validUntil }),
    rows: rows.map(({ id, granted }) => ({ id, decision: theGrant(granted) })),
    ...(rest !== undefined && { rest: { decision: theGrant(rest.granted), except: rest.except } }),
  };
}

/** What is granted, of a list of one permission. */
export function theGrant([grant]: readonly Grant[]): Granted {
  if (grant === undefined) throw new Error("invariant: what is listed is granted something");
  return grant.decision;
}

function behind(ids: readonly string[], after: string): readonly string[] {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareText(ids[middle] ?? "", after) <= 0) low = middle + 1;
    else high = middle;
  }
  return ids.slice(low);
}
