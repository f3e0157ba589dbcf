import { formatSubject, type SubjectRef, type Tuple, type TupleKey } from "@relata/model";
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
  // In the audit, an owner stands where a key does, as text.
  await commits.commit({ event: "owner_gone", key: formatSubject(owner), ...who, changes: [], tuples, stops: [owner] });
  if (ownKeys === "keep") return { disabled: [] };
  const disabled = await ownKeysOf(relata, owner);
  await disable(commits, disabled, by, (id) => ({ touch: [disabledTuple(id)], delete: [] }));
  return { disabled };
}

/**
 * Before a key is purged: what is its own is disabled, and made nobody's, so that it still says how it stands and can be enabled.
 * Its tuples about the purged key would go with that.
 */
export async function orphan({ relata }: Settings, commits: Commits, id: string, { by }: By): Promise<void> {
  const owner = keySubject(id);
  // A key that is nobody's is its own.
  const keys = (await ownKeysOf(relata, owner)).filter((one) => one !== id);
  await disable(commits, keys, by, (one) => {
    const object = { type: KEY_TYPE, id: one };
    const nobodys = { object, relation: "own", subject: keySubject(one) };
    return { touch: [nobodys, disabledTuple(one)], delete: [{ object, relation: "own", subject: owner }] };
  });
}

async function ownKeysOf(relata: Settings["relata"], owner: SubjectRef): Promise<readonly string[]> {
  const ids: string[] = [];
  const filter = { object: { type: KEY_TYPE }, relation: "own", subject: { ...owner, relation: null } };
  for await (const { object } of relata.tuples(filter)) ids.push(object.id);
  return ids;
}

async function disable(
  commits: Commits,
  ids: readonly string[],
  by: SubjectRef | undefined,
  changesOf: (id: string) => { readonly touch: readonly Tuple[]; readonly delete: readonly TupleKey[] },
): Promise<void> {
  const who = by === undefined ? {} : { by };
  for (let from = 0; from < ids.length; from += BATCH) {
    const key = ids.slice(from, from + BATCH);
    const all = key.map(changesOf);
    const tuples = { touch: all.flatMap(({ touch }) => touch), delete: all.flatMap((one) => one.delete) };
    await commits.commit({ event: "disable", key, ...who, changes: [], tuples, stops: key.map(keySubject) });
  }
}

/** Lets the owner in again. Keys that were disabled stay so, until somebody enables each. */
export async function ownerReturns(commits: Commits, owner: SubjectRef, { by }: By): Promise<void> {
  const who = by === undefined ? {} : { by };
  const tuples = { delete: [goneTuple(owner)] };
  await commits.commit({ event: "owner_returns", key: formatSubject(owner), ...who, changes: [], tuples });
}
