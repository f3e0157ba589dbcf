import type { Relata } from "@relata/core";
import { sameSubject, type SubjectRef, type Tuple } from "@relata/model";
import type { Standing } from "../key.ts";
import type { OwnerMode } from "../principal.ts";
import type { Reading } from "./reading.ts";
import { APIKEY, KEY_TYPE, ROOT } from "./system-text.ts";

const MODES: Readonly<Record<string, OwnerMode>> = { own: "own", inherits: "inherit", delegates: "delegated" };

const RELATIONS: Readonly<Record<OwnerMode, string>> = { own: "own", inherit: "inherits", delegated: "delegates" };

export function keySubject(id: string): SubjectRef {
  return { type: APIKEY, id };
}

/** The tuples that say how a key stands; an `own` key without an owner is its own. */
export function standingTuples(
  id: string,
  { mode, owner, organization }: Omit<Standing, "isDisabled">,
  organizationType: string,
): readonly Tuple[] {
  const object = { type: KEY_TYPE, id };
  const tuples: Tuple[] = [{ object, relation: RELATIONS[mode], subject: owner ?? keySubject(id) }];
  if (organization !== undefined) {
    tuples.push({ object, relation: "organization", subject: { type: organizationType, id: organization } });
  }
  return tuples;
}

/** Why with who did it: what the house has disabled, the owner does not enable. */
export function disabledTuple(id: string, byOwner?: SubjectRef): Tuple {
  return { object: { type: KEY_TYPE, id }, relation: "disabled", subject: byOwner ?? keySubject(id) };
}

export function goneTuple(owner: SubjectRef): Tuple {
  return { object: ROOT, relation: "disabled", subject: owner };
}

/** Where it stands that the owner is gone, and nobody else. */
export function gonePlace(owner: SubjectRef) {
  const { object, relation } = goneTuple(owner);
  return { object, relation, subject: { ...owner, relation: null } };
}

/** All that says how a key stands: one relation of the first three, exactly. */
const SAYING = [...Object.keys(MODES), "organization", "disabled"];

/** How the key stands now, from its tuples in the newest state: what disables it stops it at once. Cost: as `readStandings`. */
export async function readStanding(relata: Relata, id: string, at: Reading): Promise<Standing | undefined> {
  const [standing] = await readStandings(relata, [id], at);
  return standing;
}

/** The same of several, of one state. Cost: one read, of all their relations at once. */
export async function readStandings(
  relata: Relata,
  ids: readonly string[],
  at: Reading,
): Promise<readonly (Standing | undefined)[]> {
  const places = ids.flatMap((id) => SAYING.map((relation) => ({ object: { type: KEY_TYPE, id }, relation })));
  const lists = await relata.tuplesOn(places, { consistency: "latest" });
  return ids.map((id, n) => standingIn(lists.slice(n * SAYING.length, (n + 1) * SAYING.length).flat(), id, at));
}

/** Undefined where there is no tuple of a mode, or several: what the key may do is then not known, and nobody may act with it. */
function standingIn(tuples: readonly Tuple[], id: string, at: Reading): Standing | undefined {
  const live = tuples.filter((tuple) => at.isLive(tuple));
  const stands = live.filter(({ relation }) => Object.hasOwn(MODES, relation));
  const [stand] = stands;
  const mode = MODES[stand?.relation ?? ""];
  if (stand === undefined || mode === undefined || stands.length > 1) return undefined;
  const organization = live.find(({ relation }) => relation === "organization")?.subject.id;
  return {
    mode,
    ...(!sameSubject(stand.subject, keySubject(id)) && { owner: stand.subject }),
    ...(organization !== undefined && { organization }),
    isDisabled: live.some(({ relation }) => relation === "disabled"),
  };
}

/** Whether the owner is shut out, or gone. */
export async function isGone(relata: Relata, owner: SubjectRef, at: Reading): Promise<boolean> {
  const [tuples = []] = await relata.tuplesOn([gonePlace(owner)], { consistency: "latest" });
  return tuples.filter((tuple) => at.isLive(tuple)).length > 0;
}
