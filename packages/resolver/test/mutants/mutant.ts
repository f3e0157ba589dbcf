/** One fault: a piece of the resolver's text, and what stands in its place. */
export interface Mutant {
  /** What the broken resolver does, as the end of "a resolver that …". */
  readonly name: string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly put: string;
}
