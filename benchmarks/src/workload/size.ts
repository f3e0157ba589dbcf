/** How much of everything an organisation has. */
export interface Size {
  readonly name: string;
  /** Exactly so many. */
  readonly tuples: number;
  readonly users: number;
  readonly keys: number;
  readonly groups: number;
  readonly folders: number;
  readonly documents: number;
}

/** At most so many tuples bring ids of their own; more only join the same ids more closely. */
const MOST_OF_OWN_IDS = 1_000_000;

/** An organisation of so many tuples, over 138,000 ids at the most. */
export function sizeOf(name: string, tuples: number): Size {
  const share = Math.min(1, tuples / MOST_OF_OWN_IDS);
  const some = (most: number, least: number) => Math.max(least, Math.round(most * share));
  return {
    name,
    tuples,
    users: some(20_000, 40),
    keys: some(2_000, 8),
    groups: some(4_000, 16),
    folders: some(8_000, 16),
    documents: some(104_000, 64),
  };
}

export const S = sizeOf("S", 10_000);
export const M = sizeOf("M", 100_000);
export const L = sizeOf("L", 1_000_000);
