import type { Relata, Schema, Store } from "@relata/core";
import { Failure } from "@relata/model";
import { APP_PATTERN } from "../format/key-format.ts";
import { Hashing, type Peppers } from "../hashing.ts";
import type { KeyStore } from "../key-store.ts";
import type { Environment, Limit } from "../key.ts";
import type { Limiter } from "../limits/limiter.ts";
import { memoryLimiter } from "../limits/memory-limiter.ts";
import { Organizations, type OrganizationOptions } from "../system/organizations.ts";
import type { OwnerMode, PrincipalKind } from "../principal.ts";
import { checkedLimits } from "./key-input.ts";

/** How long keys live. */
export interface Life {
  readonly defaultDays: number;
  readonly longestDays: number;
  /** Whether a key may be made that does not expire. */
  readonly allowsForever: boolean;
}

/** The modes of keys that can never do more than whoever made them for itself. */
export type Minted = Exclude<OwnerMode, "own">;

export interface KeysOptions<S extends Schema = Schema, Db extends Store = Store> {
  /** The engine, over a model that `withSystem` made. */
  readonly relata: Relata<S, Db>;
  /** In the database of the engine's store, and of the same tenant. */
  readonly store: KeyStore;
  /** How keys begin. Default: `relata`. */
  readonly app?: string;
  /** Default: none, and then secrets are kept as SHA-256. */
  readonly peppers?: Peppers;
  /** Whose keys are accepted. Default: `live` alone. */
  readonly environments?: readonly Environment[];
  /** Default: 90 days, 365 at the most, and none for ever. */
  readonly life?: Partial<Life>;
  /** Of keys that have none of their own. Default: none. */
  readonly limits?: readonly Limit[];
  /** Where requests are counted. Default: in memory, for this process alone. */
  readonly limiter?: Limiter;
  /** What a key of another system looks like, where such hashes were imported. Default: no others are looked up. */
  readonly foreign?: RegExp;
  /** Who may make keys for themselves without being administrators. Default: `user` alone. */
  readonly minters?: readonly PrincipalKind[];
  /** What such a key is unless told otherwise. With `inherit`, it may also be asked to be `delegated`. Default: `delegated`. */
  readonly mintedMode?: Minted;
  readonly organization?: OrganizationOptions;
  /**
   * How many keys are known from memory once they were verified, while nothing changed in the database: 0 for none. It changes no answer.
   * Default: 10,000.
   */
  readonly knownKeys?: number;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** How long what is noted off the path of requests may wait. Default: 1,000. */
  readonly noteWithinMs?: number;
  /** Told what failed in the background. */
  readonly onError?: (error: unknown) => void;
}

/** The options with nothing left open. */
export interface Settings {
  readonly relata: Relata;
  readonly store: KeyStore;
  readonly app: string;
  readonly hashing: Hashing;
  readonly environments: readonly Environment[];
  readonly life: Life;
  readonly limits: readonly Limit[];
  readonly limiter: Limiter;
  readonly foreign: RegExp | undefined;
  readonly minters: readonly PrincipalKind[];
  readonly mintedMode: Minted;
  readonly organizations: Organizations;
  readonly knownKeys: number;
  readonly clock: () => number;
}

/** @throws Failure `invalid_key` for an option that cannot be, `invalid_model` for an engine over a model without the reserved types */
export function settingsOf<S extends Schema, Db extends Store>(options: KeysOptions<S, Db>): Settings {
  const { app = "relata", store, foreign, peppers, environments = ["live"], minters = ["user"] } = options;
  if (!APP_PATTERN.test(app)) {
    throw new Failure("invalid_key", `\`${app}\` cannot begin keys: give letters, digits and \`_\`, 24 at the most`);
  }
  // Why: what is asked here is of the reserved types, which no schema of an application has.
  const relata = options.relata as unknown as Relata;
  return {
    relata,
    store,
    app,
    hashing: new Hashing(peppers),
    environments,
    life: { defaultDays: 90, longestDays: 365, allowsForever: false, ...options.life },
    limits: checkedLimits(options.limits ?? []),
    limiter: options.limiter ?? memoryLimiter(),
    foreign,
    minters,
    mintedMode: options.mintedMode ?? "delegated",
    organizations: new Organizations(relata, options.organization),
    knownKeys: checkedNumber(options.knownKeys ?? 10_000),
    clock: options.clock ?? Date.now,
  };
}

function checkedNumber(knownKeys: number): number {
  if (Number.isSafeInteger(knownKeys) && knownKeys >= 0) return knownKeys;
  throw new Failure("invalid_key", `\`knownKeys\` is a whole number from 0 on, not \`${knownKeys}\``);
}
