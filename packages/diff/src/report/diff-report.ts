import type { ModelEntry, Stranded } from "@relata/store";
import type { AccessDiff } from "../access/access-diff.ts";
import type { ModelChange } from "../changes/model-change.ts";
import type { CounterexampleSearch } from "../counterexample/counterexample.ts";

/** All that is to be said of a model change; a part that was not looked for is left out. */
export interface DiffReport {
  readonly changes: readonly ModelChange[];
  /** Whose access changes, over given data. */
  readonly access?: AccessDiff;
  /** Where there is no data: a world made up, or how far it was looked for in vain. */
  readonly search?: CounterexampleSearch;
  /** Of a store: what is live and does not fit the new model. */
  readonly stranded?: Stranded;
  /** Of a store: the applied model that is compared with; null where none is. */
  readonly applied?: ModelEntry | null;
}

/** How parts of a report are set off in a terminal: each function answers its text as it is to be shown. */
export interface Marks {
  readonly heading: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain = (text: string): string => text;

/** No marks: for a pipe. */
export const PLAIN: Marks = { heading: plain, added: plain, removed: plain, faint: plain };
