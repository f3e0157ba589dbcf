import type { SubjectRef } from "@relata/model";
import type { Standing } from "../key.ts";
import type { Principal } from "../principal.ts";
import type { Reading } from "../system/reading.ts";
import { isGone, keySubject, readStanding } from "../system/standing.ts";
import { APIKEY } from "../system/system-text.ts";
import type { Settings } from "./settings.ts";

/** Who questions are asked for. */
export interface Acting {
  readonly asks: Principal["asks"];
  /** When time alone ends a key that it acts for; `Infinity` for never. */
  readonly endsAt: number;
}

/** Why nobody may act any more with the key, or for whom it does. */
export type Asks = Acting | "owner_gone";

/** How many keys may stand behind each other. Keys are made after their owners, so that only tuples by hand make more. */
const LONGEST_CHAIN = 8;

/** Who the key acts for now. Its owner is looked at each time: where that is gone, so is what acts for it. */
export async function asksOf(
  settings: Settings,
  at: Reading,
  { id, standing, depth = 0 }: { readonly id: string; readonly standing: Standing; readonly depth?: number },
): Promise<Asks> {
  const self = keySubject(id);
  if (standing.mode === "own") return { asks: [self], endsAt: Infinity };
  const { owner } = standing;
  if (owner === undefined) return "owner_gone";
  const acting = await asksOfOwner(settings, at, owner, depth);
  if (acting === "owner_gone" || standing.mode === "inherit") return acting;
  return { ...acting, asks: [self, ...acting.asks] };
}

async function asksOfOwner(settings: Settings, at: Reading, owner: SubjectRef, depth: number): Promise<Asks> {
  const { relata, store } = settings;
  if (await isGone(relata, owner, at)) return "owner_gone";
  if (owner.type !== APIKEY) return { asks: [owner], endsAt: Infinity };
  const key = await store.get(owner.id);
  const { expiresAt = Infinity, revokedAt } = key ?? {};
  if (key === undefined || revokedAt !== undefined || expiresAt <= at.now || depth === LONGEST_CHAIN)
    return "owner_gone";
  const standing = await readStanding(relata, owner.id, at);
  if (standing === undefined || standing.isDisabled) return "owner_gone";
  const acting = await asksOf(settings, at, { id: owner.id, standing, depth: depth + 1 });
  return acting === "owner_gone" ? acting : { ...acting, endsAt: Math.min(acting.endsAt, expiresAt) };
}
