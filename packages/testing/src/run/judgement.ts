import type { PolicyTrial } from "@relata/core";
import type { Missing } from "@relata/model";
import type { Explanation } from "@relata/resolver";

/** What was answered, held against what was expected. */
export interface Judgement {
  readonly passes: boolean;
  /** In words, as is `actual`. */
  readonly expected: string;
  readonly actual: string;
  /** What the answer waits for, where it was expected to be decided. */
  readonly missing: readonly Missing[];
  /** Why the answer is what it is. Asked for only where it is told. */
  readonly explain: () => readonly Explanation[];
  /** Of a policy by itself: what each of its clauses gave. */
  readonly trial?: PolicyTrial;
}
