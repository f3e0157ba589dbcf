import { intersect, type Domain } from "./domain.ts";

/** Something about a resource: each attribute that is named has a value of its domain. Without any it is always so. */
export type Case = ReadonlyMap<string, Domain>;

/** That one of the cases is so; never, where there is none. */
export type Cases = readonly Case[];

export const NEVER: Cases = [];
export const ALWAYS: Cases = [new Map()];

/** More are no use to anybody: each is a rule. */
const MAX_CASES = 64;

/** What is to be said takes more cases than rules should have. */
export class TooManyCases extends Error {}

export function either(...all: readonly Cases[]): Cases {
  const known = new Map<string, Case>();
  for (const one of all.flat()) known.set(keyOf(one), one);
  const cases = [...known.values()];
  return bounded(cases.some(({ size }) => size === 0) ? ALWAYS : cases);
}

/** @throws TooManyCases */
export function both(a: Cases, b: Cases): Cases {
  bounded({ length: a.length * b.length });
  return either(a.flatMap((one) => b.flatMap((other) => joined(one, other) ?? [])));
}

function joined(a: Case, b: Case): Case | undefined {
  const all = new Map(a);
  for (const [attribute, domain] of b) {
    const known = all.get(attribute);
    const narrowed = known === undefined ? domain : intersect(known, domain);
    if (narrowed === undefined) return undefined;
    all.set(attribute, narrowed);
  }
  return all;
}

function bounded<T extends { readonly length: number }>(cases: T): T {
  if (cases.length > MAX_CASES) throw new TooManyCases();
  return cases;
}

/** Equal cases have equal text. */
export function keyOf(one: Case): string {
  return JSON.stringify([...one].sort(([a], [b]) => (a < b ? -1 : 1)));
}
