import type { Instant } from "@relata/model";

/** What `permissionsOf` says of one object, or, with `isWhole`, of every object of the type that has no entry. */
export interface Held {
  readonly type: string;
  /** `folder:plans`; for the whole type, `folder`. */
  readonly entry: string;
  readonly isWhole: boolean;
  readonly allowed: readonly string[];
  /** Those that wait for something that only a request has. */
  readonly conditional: readonly string[];
  /** Time alone changes nothing of it before. */
  readonly validUntil?: Instant;
}
