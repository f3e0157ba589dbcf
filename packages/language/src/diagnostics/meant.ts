import { closest } from "@relata/model";

/** Steps of comparison that one hint may cost: enough for two thousand names of ten letters. */
const BUDGET = 200_000;

/**
 * The hint for an unknown name, to be worked out if it is shown. Only names of about the same length are compared, and
 * no more than the budget allows, so that a thousand typos in a huge model stay cheap.
 */
export function meant(name: string, candidates: Iterable<string>): () => string | undefined {
  return () => {
    const found = closest(name, within(name, candidates));
    return found === undefined ? undefined : `did you mean \`${found}\`?`;
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
