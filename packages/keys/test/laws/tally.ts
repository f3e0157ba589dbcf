/**
 * How many worlds are tried: `RELATA_WORLDS` in the place of what is usual; `examples` are of them. Not shrunk: each world is a
 * database's work.
 */
export function worldsToTry<T>(usual: number, examples: readonly T[]) {
  return { numRuns: Number(process.env["RELATA_WORLDS"] ?? usual), endOnFailure: true, examples: [...examples] };
}

/** How often what happened: a law over worlds in which nothing happens would prove nothing. */
export class Tally {
  readonly #seen = new Map<string, number>();

  /** Counts each kind under the name; what is false is not counted. */
  count(name: string, ...kinds: readonly (string | false)[]): void {
    for (const kind of kinds) {
      if (kind === false) continue;
      const entry = `${name} ${kind}`;
      this.#seen.set(entry, (this.#seen.get(entry) ?? 0) + 1);
    }
  }

  /** Which of these never happened. */
  lacking(names: readonly string[], kinds: readonly string[]): readonly string[] {
    console.log([...this.#seen].map(([entry, count]) => `${entry} ${count}`).join(", "));
    return names.flatMap((name) => kinds.map((kind) => `${name} ${kind}`)).filter((entry) => !this.#seen.has(entry));
  }
}
