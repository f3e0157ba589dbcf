import { compareText } from "@relata/model";

/** Letters of the shortest word in which one letter may be a slip: shorter words are often just other words. */
const LEAST_LETTERS = 5;

/** Names longer than this are made by programs. */
const MOST_LETTERS = 64;

/** Names that share all but one letter, beyond which they are a family on purpose. */
const MOST_ALIKE = 6;

/**
 * The pairs of names that one may take for one another, each pair and all pairs in the order of their text:
 *
 * - they differ only in capitals and `_` or `-`: `canView` and `can_view`;
 * - one is the plural of the other: `member` and `members`;
 * - one letter inside of a word of five letters or more is left out, put in, replaced, or swapped with its neighbour:
 *   `viewer` and `veiwer`.
 *
 * First and last letters make other words (`writer`, `reader`, `assigner`), and digits make other members of a family.
 * Law: the order of the names does not matter. Cost: about linear in the names and their letters.
 */
export function nearNames(names: Iterable<string>): readonly (readonly [string, string])[] {
  const sorted = [...new Set(names)].sort(compareText);
  const pairs = new Map<string, readonly [string, string]>();
  const add = (a: string, b: string): void => {
    const pair = compareText(a, b) < 0 ? ([a, b] as const) : ([b, a] as const);
    pairs.set(pair.join(" "), pair);
  };
  const byForm = grouped(sorted, (name) => [formOf(name)]);
  for (const alike of byForm.values()) pairwise(alike, add);
  for (const [form, plurals] of byForm) {
    for (const singular of singularsOf(form)) {
      for (const name of byForm.get(singular) ?? []) for (const plural of plurals) add(name, plural);
    }
  }
  for (const alike of grouped(sorted, withoutALetter).values()) {
    pairwise(alike, (a, b) => {
      if (isSlip(a, b)) add(a, b);
    });
  }
  return [...pairs].sort(([a], [b]) => compareText(a, b)).map(([, pair]) => pair);
}

/** The name as it would be if capitals and separators did not count. */
function formOf(name: string): string {
  return name.toLowerCase().replaceAll(/[_.-]/g, "");
}

/** What a form would be the plural of. A short one is not looked at: `as` is not the plural of `a`. */
function singularsOf(form: string): readonly string[] {
  if (form.length < 4 || !form.endsWith("s")) return [];
  if (form.endsWith("ies")) return [`${form.slice(0, -3)}y`, form.slice(0, -1)];
  if (/(?:sh|ch|x|s|z)es$/.test(form)) return [form.slice(0, -2), form.slice(0, -1)];
  return [form.slice(0, -1)];
}

/** The name itself, and the name without any one of the letters that may be a slip: what near names have in common. */
function* withoutALetter(name: string): Iterable<string> {
  if (name.length > MOST_LETTERS) return;
  yield name;
  for (const { index, 0: word } of name.matchAll(/[A-Za-z]+/g)) {
    if (word.length < LEAST_LETTERS) continue;
    for (let i = index + 1; i < index + word.length - 1; i++) yield name.slice(0, i) + name.slice(i + 1);
  }
}

/**
 * Whether one letter, or two that are swapped, is all in which the names differ. Names that share a key of
 * `withoutALetter` differ inside of long words only.
 */
function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const isSwap = left.length === 2 && left[0] === right[1] && left[1] === right[0];
  return isSwap || (left.length <= 1 && right.length <= 1);
}

/** Names by each of their keys, once a key. */
function grouped(names: readonly string[], keysOf: (name: string) => Iterable<string>): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    for (const key of new Set(keysOf(name))) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [name]);
      else known.push(name);
    }
  }
  return groups;
}

function pairwise(names: readonly string[], each: (a: string, b: string) => void): void {
  if (names.length > MOST_ALIKE) return;
  for (const [i, a] of names.entries()) for (const b of names.slice(i + 1)) each(a, b);
}
