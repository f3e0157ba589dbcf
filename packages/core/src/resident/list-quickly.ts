import { isSubjectSet } from "@relata/model";
import type { ListedIds, QuickCheck } from "@relata/resident";
import type { Grant, GrantedRow, ListPage, PageOf, SeveralOfObjects } from "@relata/resolver";

/** The page that follows from tuples alone; undefined where the resolver is to be asked. */
export function listQuickly(quick: QuickCheck, question: SeveralOfObjects, page: PageOf): ListPage | undefined {
  const { subject, permissions, type, scope } = question;
  const [one, another] = subject;
  const [permission, second] = permissions;
  if (one === undefined || another !== undefined || isSubjectSet(one) || scope !== undefined) return undefined;
  if (permission === undefined || second !== undefined) return undefined;
  const ids = quick.list(one, permission, type);
  return ids === undefined ? undefined : pageOf(ids, permission, page);
}

/** Why not as plain parts: of a long list most of the time went into texts that nobody reads. */
class QuickRow implements GrantedRow {
  readonly granted: readonly Grant[];
  readonly #ids: ListedIds;
  readonly #place: number;

  constructor(ids: ListedIds, place: number, granted: readonly Grant[]) {
    this.#ids = ids;
    this.#place = place;
    this.granted = granted;
  }

  get id(): string {
    return this.#ids.at(this.#place);
  }

  get reference(): string {
    return this.#ids.reference(this.#place);
  }
}

function pageOf(ids: ListedIds, permission: string, { limit = ids.length, after }: PageOf): ListPage {
  const granted: readonly Grant[] = [{ permission, decision: { outcome: "allowed" } }];
  const first = after === undefined ? 0 : firstBehind(ids, after);
  const end = Math.min(ids.length, first + limit);
  const rows: GrantedRow[] = [];
  for (let place = first; place < end; place++) rows.push(new QuickRow(ids, place, granted));
  return { rows, isCut: end < ids.length };
}

/** The place of the first id behind that one. */
function firstBehind(ids: ListedIds, after: string): number {
  let low = 0;
  for (let high = ids.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (ids.at(middle) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
