import type { ModelEntry } from "@relata/store";

/** A model that was applied, as a row of its table, with the time of its transaction. */
export interface EntryRow {
  readonly number: number;
  readonly at: string;
  readonly hash: string;
  readonly message: string | null;
}

export function toEntry({ number, at, hash, message }: EntryRow): ModelEntry {
  return { number, at: Number(at), hash, ...(message !== null && { message }) };
}
