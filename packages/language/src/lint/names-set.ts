/** More names than a set keeps one by one. */
const MOST = 16;

export const EVERY_NAME = "every name";

/**
 * A few names, or every name there is. Why no more than a few are told apart: sets then grow seldom, and what is worked
 * out over them takes time that is linear in the model. Taking many names for all errs on the side of silence.
 */
export type NamesSet = ReadonlySet<string> | typeof EVERY_NAME;

export const NO_NAME: NamesSet = new Set();

export function isEmpty(names: NamesSet): boolean {
  return names !== EVERY_NAME && names.size === 0;
}

/** The names in any of the sets. */
export function unionOf(sets: Iterable<NamesSet>): NamesSet {
  const all = new Set<string>();
  for (const names of sets) {
    if (names === EVERY_NAME) return EVERY_NAME;
    for (const name of names) all.add(name);
    if (all.size > MOST) return EVERY_NAME;
  }
  return all;
}

/** The names in all of the sets, of which there is one at least. */
export function intersectionOf(sets: readonly NamesSet[]): NamesSet {
  return sets.reduce(inBoth, EVERY_NAME);
}

function inBoth(a: NamesSet, b: NamesSet): NamesSet {
  if (a === EVERY_NAME) return b;
  return b === EVERY_NAME ? a : new Set([...a].filter((name) => b.has(name)));
}

/** Whether two sets of which one holds the other are the same. */
export function isSameSize(a: NamesSet, b: NamesSet): boolean {
  return a === EVERY_NAME || b === EVERY_NAME ? a === b : a.size === b.size;
}
