import type { SubjectRef } from "@relata/model";
import { disabledTuple, goneTuple, keySubject } from "../system/standing.ts";
import { KEY_TYPE } from "../system/system-text.ts";
import type { By, Commits } from "./commits.ts";
import type { Settings } from "./settings.ts";

export interface GoneOptions extends By {
  /** What becomes of keys of the mode `own`. Default: `disable`. */
  readonly ownKeys?: "disable" | "keep";
}

/** What stopped with an owner. */
export interface OwnerGone {
  /** The ids of the keys that were disabled. Those that acted for the owner have stopped without it. */
  readonly disabled: readonly string[];
}

const BATCH = 500;

/** Shuts the owner out, which stops all that acts for it at once, and then disables what it owned, in small transactions. */
export async function stopOwner(
  { relata }: Settings,
  commits: Commits,
  owner: SubjectRef,
  { ownKeys = "disable", by }: GoneOptions,
): Promise<OwnerGone> {
  const who = by === undefined ? {} : { by };
  const tuples = { touch: [goneTuple(owner)] };
  await commits.commit({ event: "owner_gone", key: idOf(owner), ...who, changes: [], tuples, stops: [owner] });
  if (ownKeys === "keep") return { disabled: [] };
  const disabled: string[] = [];
  const filter = { object: { type: KEY_TYPE }, relation: "own", subject: { ...owner, relation: null } };
  for await (const { object } of relata.tuples(filter)) disabled.push(object.id);
  for (let from = 0; from < disabled.length; from += BATCH) {
    const key = disabled.slice(from, from + BATCH);
    const touch = key.map((id) => disabledTuple(id));
    await commits.commit({ event: "disable", key, ...who, changes: [], tuples: { touch }, stops: key.map(keySubject) });
  }
  return { disabled };
}

/** Lets the owner in again. Keys that were disabled stay so, until somebody enables each. */
export async function ownerReturns(commits: Commits, owner: SubjectRef, { by }: By): Promise<void> {
  const who = by === undefined ? {} : { by };
  const tuples = { delete: [goneTuple(owner)] };
  await commits.commit({ event: "owner_returns", key: idOf(owner), ...who, changes: [], tuples });
}

/** In the audit, an owner stands where a key does, as text. */
function idOf({ type, id }: SubjectRef): string {
  return `${type}:${id}`;
}
