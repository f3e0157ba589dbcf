import type { Permissions, Relata } from "@relata/core";
import { indexModel, isWildcard, toObject } from "@relata/model";
import type { Principal } from "../principal.ts";
import { subjectOf } from "../subject-of.ts";
import type { Within } from "../verifier/claims.ts";
import type { Held } from "./held.ts";

/** What of an engine is asked. */
export type Permitting = Pick<Relata, "model" | "permissionsOf" | "token">;

export interface AllHeld {
  readonly held: readonly Held[];
  /** The consistency token of the state that was asked: the latest. */
  readonly rev: string;
}

/** What the principal may do, of one state and at one instant, without anything that only a request knows. */
export async function heldBy(
  relata: Permitting,
  principal: Principal,
  { types, permissions }: Within,
  nowMs: number,
): Promise<AllHeld> {
  const rev = await relata.token();
  const answer = await relata.permissionsOf(subjectOf(principal), {
    ...(types !== undefined && { types }),
    ...(permissions !== undefined && { permissions }),
    now: new Date(nowMs).toISOString(),
    consistency: { exactly: rev },
  });
  const index = indexModel(relata.model);
  return { rev, held: answer.map((one) => toHeld(one, toObject(index, one.object))) };
}

function toHeld({ object, allowed, conditional, validUntil }: Permissions, ref: ReturnType<typeof toObject>): Held {
  const isWhole = isWildcard(ref);
  return {
    type: ref.type,
    entry: isWhole ? ref.type : object,
    isWhole,
    allowed,
    conditional: conditional.map(({ permission }) => permission),
    ...(validUntil !== undefined && { validUntil }),
  };
}
