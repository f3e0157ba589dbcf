import { closest } from "@relata/model";

/** Steps of comparison that one hint may cost: enough for two thousand names of ten letters. */
const BUDGET = 200_000;

/** A map by name, or a set of names: something that can be gone through more than once. */
export interface Names {
  keys(): Iterable<string>;
}

/** Names that are listed where none is near. */
const MAX_LISTED = 5;

/**
 * The hint for an unknown name, worked out when it is shown: the name that was probably meant, else `otherwise`, else
 * names that would do. Only names of about the same length are compared, and no more than the budget allows, so that a
 * thousand typos in a huge model stay cheap.
 */
export function meant(name: string, known: Names, otherwise?: string): () => string {
  return () => {
    const found = closest(name, within(name, known.keys()));
    return found === undefined ? (otherwise ?? listed(known.keys())) : `did you mean \`${found}\`?`;
  };
}

function* within(name: string, candidates: Iterable<string>): Iterable<string> {
  let left = BUDGET;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > 2) continue;
    left -= name.length * candidate.length;
    if (left < 0) return;
    yield candidate;
  }
}

function listed(candidates: Iterable<string>): string {
  const names: string[] = [];
  for (const name of candidates) {
    if (names.length === MAX_LISTED) return `there are ${names.join(", ")} and others`;
    names.push(`\`${name}\``);
  }
  return names.length === 0 ? "none is declared" : `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
}
