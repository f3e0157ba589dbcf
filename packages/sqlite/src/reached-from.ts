import { WILDCARD } from "@relata/model";
import type { SetKind, Wanted } from "@relata/resolver";
import type { Scope } from "./scope.ts";
import type { State } from "./states.ts";
import type { TupleRow } from "./tuple-row.ts";

/**
 * The closure of `Memberships`, climbed step by step in the snapshot of the transaction around it: first the subject itself,
 * with the wildcard of its type if it is a plain one; then each set that a tuple of such a subject stands on; and for a set of
 * the wildcard object, each set of its type that some tuple has as a subject.
 *
 * Cost: one index search for each of them and each kind, and a statement for each step up and each kind of subject met in it.
 * Why not one recursive query: it has to look for each of them twice, once for where it leads and once for its tuples.
 */
export function reachedFrom(
  { statements, store }: Scope,
  { at }: State,
  { subject, through }: Extract<Wanted, { readonly ask: "memberships" }>,
): readonly TupleRow[] {
  const questions = at === undefined ? statements.live : statements.past;
  if (through.length === 0) return [];
  const above = questions.above(through.length);
  const { type, id, relation = "" } = subject;
  const asked = { store, at, type, relation, ...namedKinds(through) };
  const reached = new Reached();
  reached.add(type, relation, id);
  if (relation === "") reached.add(type, relation, WILDCARD);
  const found: TupleRow[] = [];
  for (let next = reached.take(); next !== undefined; next = reached.take()) {
    asked.type = next.type;
    asked.relation = next.relation;
    for (const row of above.all({ ...asked, ids: JSON.stringify(next.ids) })) {
      found.push(row);
      reached.add(row[0], row[2], row[1]);
    }
    if (next.relation === "" || !next.ids.includes(WILDCARD)) continue;
    for (const [other] of questions.setsOfType.all(asked)) reached.add(next.type, next.relation, other);
  }
  return found;
}

/** The kinds as the parameters of a statement. */
function namedKinds(through: readonly SetKind[]): Record<string, string> {
  const entries = through.flatMap((kind, n) => [
    [`type${n}`, kind.type] as const,
    [`relation${n}`, kind.relation] as const,
  ]);
  return Object.fromEntries(entries);
}

/** Subjects of one type and relation that are to be climbed from. */
interface Step {
  readonly type: string;
  /** Empty for plain subjects. */
  readonly relation: string;
  readonly ids: readonly string[];
}

interface Kind {
  readonly type: string;
  readonly relation: string;
  readonly met: Set<string>;
  next: string[];
}

/** The subjects met on the way up, each handed out once: and so a cycle ends. */
class Reached {
  /** Few: the kinds of sets that the model calls groups, and that of the subject. */
  readonly #kinds: Kind[] = [];

  add(type: string, relation: string, id: string): void {
    const { met, next } = this.#kind(type, relation);
    if (met.has(id)) return;
    met.add(id);
    next.push(id);
  }

  /** All of a kind that have been met and not been handed out. */
  take(): Step | undefined {
    const kind = this.#kinds.find(({ next }) => next.length > 0);
    if (kind === undefined) return undefined;
    const { type, relation, next: ids } = kind;
    kind.next = [];
    return { type, relation, ids };
  }

  #kind(type: string, relation: string): Kind {
    const known = this.#kinds.find((kind) => kind.type === type && kind.relation === relation);
    if (known !== undefined) return known;
    const made: Kind = { type, relation, met: new Set(), next: [] };
    this.#kinds.push(made);
    return made;
  }
}
