import type { Lasting } from "@relata/model";
import type { ConsistencyToken, Schema } from "@relata/core";
import type { RuleOf } from "./browser/abilities.ts";
import type { Conditions } from "./conditions.ts";

/**
 * A rule of CASL, which only ever allows: no rule takes from another, so their order means nothing. It is plain JSON, and means
 * the same to every CASL 7, without anything of relata.
 */
export interface Rule {
  readonly action: readonly string[];
  readonly subject: string;
  readonly conditions?: Conditions;
}

/** A permission of which the rules do not say all: where they say no, only a check knows. */
export interface Absent {
  readonly type: string;
  readonly permission: string;
  /**
   * `reserved`: CASL means something else by the name of the type or the permission. `absence`: a policy sees by a default that an
   * attribute is absent. `policy`: some of what a policy asks of the resource has no exact form as conditions.
   */
  readonly why: "reserved" | "absence" | "policy";
}

/** What a subject may do, as rules. Before `validUntil` time alone makes them no wider than a check. */
export interface Ruled<S extends Schema = Schema> extends Lasting {
  readonly rules: RuleOf<S>[];
  /** Where the rules are narrower than a check, sorted by type and permission. Empty where they say exactly what it says. */
  readonly absent: readonly Absent[];
  /** The state that was asked. */
  readonly token: ConsistencyToken;
}
