import { compareText } from "@relata/model";

/** What has one name in two models; absent from the side that lacks it. */
export interface Pair<T> {
  readonly name: string;
  readonly before?: T;
  readonly after?: T;
}

/** The members of two lists by name, in order of names, each name once. */
export function pairByName<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
): readonly Pair<T>[] {
  const pairs = new Map<string, Pair<T>>(before.map((item) => [item.name, { name: item.name, before: item }]));
  for (const item of after) pairs.set(item.name, { ...pairs.get(item.name), name: item.name, after: item });
  return [...pairs.values()].sort((a, b) => compareText(a.name, b.name));
}

/** What is in one list of texts and not in the other, in the order of each. */
export function difference(
  before: readonly string[],
  after: readonly string[],
): { readonly lost: readonly string[]; readonly gained: readonly string[]; readonly kept: readonly string[] } {
  return {
    lost: before.filter((text) => !after.includes(text)),
    gained: after.filter((text) => !before.includes(text)),
    kept: before.filter((text) => after.includes(text)),
  };
}
