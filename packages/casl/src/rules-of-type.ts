import type { Asked } from "./asked.ts";
import { conditionsOf, ID } from "./conditions.ts";
import { foresee } from "./formula/foreseeable.ts";
import type { Entries } from "./lists/entries.ts";
import type { SayOpen } from "./open-answer.ts";
import { ALWAYS, keyOf, NEVER, type Case, type Cases } from "./policy/cases.ts";
import type { Domain } from "./policy/domain.ts";
import type { Absent, Rule } from "./rule.ts";

/** Rules of one type, and where they say less than a check. */
export interface TypeRules {
  readonly rules: readonly Rule[];
  readonly absent: readonly Absent[];
}

/** The rules of one type: those of each permission, of which equal ones are put together. */
export async function rulesOfType(entries: Entries, asked: Asked, say: SayOpen): Promise<TypeRules> {
  const { type } = entries;
  const actions = new Map<string, { readonly one: Case; readonly action: string[] }>();
  const absent: Absent[] = [];
  for (const permission of asked.permissions.get(type) ?? []) {
    const { cases, why } = await casesOfPermission(entries, permission, asked, say);
    if (why !== undefined) absent.push({ type, permission, why });
    for (const one of cases) {
      const known = actions.get(keyOf(one));
      if (known === undefined) actions.set(keyOf(one), { one, action: [permission] });
      else known.action.push(permission);
    }
  }
  const rules = [...actions.values()].map(({ one, action }) => ({
    action,
    subject: type,
    ...(one.size > 0 && { conditions: conditionsOf(one) }),
  }));
  return { rules, absent };
}

interface PermissionCases {
  readonly cases: Cases;
  readonly why?: Absent["why"];
}

async function casesOfPermission(
  entries: Entries,
  permission: string,
  { index }: Asked,
  say: SayOpen,
): Promise<PermissionCases> {
  const { type } = entries;
  const isGranted = [...entries.named.values(), entries.rest].some((outcomes) => outcomes.has(permission));
  if (!isGranted) return { cases: NEVER };
  if (isReserved(type, permission)) return { cases: NEVER, why: "reserved" };
  const { isAllowedForGood, isStratified } = foresee(index, { type, name: permission });
  if (!isAllowedForGood) return { cases: NEVER, why: "absence" };
  const { cases, isExact } = await casesIn(entries, permission, isStratified ? say : sayNothing);
  return isExact ? { cases } : { cases, why: "policy" };
}

/** CASL takes `manage` for every action and `all` for every type, and packs several names with commas between them. */
function isReserved(type: string, permission: string): boolean {
  return permission === "manage" || type === "all" || permission.includes(",") || type.includes(",");
}

const sayNothing: SayOpen = async () => ({ cases: NEVER, isExact: false });

/** What is named is spoken of by its id, and all else as what is none of the ids that differ from it. */
async function casesIn({ type, named, rest }: Entries, permission: string, say: SayOpen) {
  const ids = [...named.keys()];
  const allowed = ids.filter((id) => named.get(id)?.get(permission) === "allowed");
  const others = ids.filter((id) => named.get(id)?.get(permission) !== "allowed");
  const ofRest = rest.get(permission);
  const open = await openCases(
    type,
    permission,
    others.filter((id) => named.get(id)?.has(permission)),
    say,
  );
  const saidOfRest = ofRest === "conditional" ? await say({ type, id: "*", permission }) : undefined;
  const casesOfRest = ofRest === "allowed" ? ALWAYS : (saidOfRest?.cases ?? NEVER);
  return {
    cases: [
      ...(ofRest === "allowed" || allowed.length === 0 ? NEVER : withId(ALWAYS, { kind: "one_of", values: allowed })),
      ...open.flatMap(({ cases, among }) => withId(cases, { kind: "one_of", values: among })),
      ...(others.length === 0 ? casesOfRest : withId(casesOfRest, { kind: "text", except: others })),
    ],
    isExact: open.every((one) => one.isExact) && saidOfRest?.isExact !== false,
  };
}

/** What is open, with all objects of which the same is to be said. */
async function openCases(type: string, permission: string, ids: readonly string[], say: SayOpen) {
  const groups = new Map<string, { readonly cases: Cases; readonly isExact: boolean; readonly among: string[] }>();
  for (const id of ids) {
    const said = await say({ type, id, permission });
    const key = JSON.stringify([said.isExact, said.cases.map(keyOf)]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ...said, among: [id] });
    else known.among.push(id);
  }
  return [...groups.values()];
}

function withId(cases: Cases, domain: Domain): Cases {
  return cases.map((one) => new Map([[ID, domain], ...one]));
}
