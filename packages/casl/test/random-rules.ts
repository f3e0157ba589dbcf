import { subject as tagged, createMongoAbility } from "@casl/ability";
import { unpackRules as unpackByCasl } from "@casl/ability/extra";
import { createRelata, type Relata } from "@relata/core";
import { formatInstant, isFailure, type Instant } from "@relata/model";
import { describeWorld, OBJECT_TYPES, questions, type World, type WorldQuestion } from "@relata/spec";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import {
  createAbility,
  packRules,
  rulesFor,
  unpackRules,
  type AbilityOf,
  type RuleOf,
  type Ruled,
} from "../src/index.ts";
import { NO_IDS, resourcesOf, told, type Asked } from "./resources.ts";

/** A law over worlds in which nothing happens would prove nothing. */
export interface Seen {
  allowed: number;
  /** Allowed by conditions on attributes. */
  conditionally: number;
  denied: number;
  /** Allowed also at the last instant of the rules. */
  lasting: number;
  /** Permissions of which rules say all, and others. */
  exact: number;
  absent: number;
}

const TEN_YEARS = 10n * 365n * 86_400_000_000_000n;
const PERMISSIONS = ["view", "edit", "share"];

/** The law: what an ability allows, a check allows; and nothing less, where no permission is absent and every value fits. */
export async function abilitiesAgreeWithChecks(worlds: fc.Arbitrary<World>, numRuns: number): Promise<Seen> {
  const seen: Seen = { allowed: 0, conditionally: 0, denied: 0, lasting: 0, exact: 0, absent: 0 };
  const resources = fc.record({ doc: resourcesOf("doc"), folder: resourcesOf("folder"), group: resourcesOf("group") });
  await fc.assert(
    fc.asyncProperty(worlds, questions, resources, async (world, question, all) => {
      const relata = await engineOf(world);
      const { subject, context, now } = question;
      const who = { allOf: subject };
      const input = { types: OBJECT_TYPES, context, now: formatInstant(now) };
      const ruled = await attempt(() => rulesFor(relata, who, input));
      // A policy that fails, and a paradox, fail the whole list.
      if (ruled === undefined) return;
      const abilities = allAbilities(ruled);
      const last = ((ruled.validUntil ?? now + TEN_YEARS) - 1n) as Instant;

      /** What is allowed now is allowed for as long as the rules are said to hold. */
      const requireLasting = async (asked: Asked, { permission, object }: WorldQuestion) => {
        if (last < now) return;
        const check = await relata.check({
          subject: who,
          permission,
          object,
          resource: told(asked),
          context,
          now: formatInstant(last),
        });
        if (check.outcome !== "allowed")
          throw difference(world, { ...question, permission, object, now: last }, asked, true, ruled);
        seen.lasting++;
      };

      for (const type of OBJECT_TYPES) {
        for (const permission of PERMISSIONS) {
          const isExact = !ruled.absent.some((one) => one.type === type && one.permission === permission);
          seen[isExact ? "exact" : "absent"]++;
          for (const asked of all[type]) {
            const can = agreed(abilities, permission, type, asked);
            const check = await attempt(() =>
              relata.check({
                subject: who,
                permission,
                object: { type, id: asked.id },
                resource: told(asked),
                context,
                now,
              }),
            );
            const isAllowed = check?.outcome === "allowed";
            seen[can ? "allowed" : "denied"]++;
            if (can && !isBareAllowed(ruled, permission, type, asked.id)) seen.conditionally++;
            if (can && isAllowed)
              await requireLasting(asked, { ...question, permission, object: { type, id: asked.id } });
            if (can ? isAllowed : !isAllowed || !isExact || !asked.isFitting) continue;
            throw difference(world, { ...question, permission, object: { type, id: asked.id } }, asked, can, ruled);
          }
          requireIds(abilities, permission, type, all[type]);
        }
      }
    }),
    worldsToTry(numRuns),
  );
  console.log(`casl: ${JSON.stringify(seen)}`);
  return seen;
}

/** The same rules as an application meets them: as they are, from the wire, and in a CASL that has nothing of ours. */
function allAbilities(ruled: Ruled): readonly AbilityOf[] {
  const packed = JSON.parse(JSON.stringify(packRules(ruled, { maxBytes: Number.POSITIVE_INFINITY })));
  const stock = createMongoAbility(unpackByCasl<RuleOf>(packed.rules));
  return [createAbility(ruled.rules), createAbility(unpackRules(packed).rules), stock];
}

function agreed(abilities: readonly AbilityOf[], permission: string, type: string, { id, attributes }: Asked): boolean {
  const row = Object.assign(Object.create(Object.getPrototypeOf(attributes)), attributes, { id });
  const answers = abilities.map((ability) => ability.can(permission, tagged(type, row)));
  if (new Set(answers).size > 1) throw new Error(`the same rules answer ${answers.join(", ")}`);
  return answers[0] === true;
}

/** What has no id, or none that is one, is allowed no more than what nothing names. */
function requireIds(
  [ability]: readonly AbilityOf[],
  permission: string,
  type: string,
  resources: readonly Asked[],
): void {
  for (const { attributes } of resources) {
    for (const id of NO_IDS) {
      const can = (row: object) => ability?.can(permission, tagged(type, { ...row })) === true;
      if (can({ ...attributes, id }) && !can({ ...attributes, id: "nothing-names-it" }))
        throw new Error(`${permission} of ${type} is allowed for the id ${String(id)}`);
    }
  }
}

function isBareAllowed({ rules }: Ruled, permission: string, type: string, id: string): boolean {
  return createAbility(rules).can(permission, tagged(type, { id }));
}

async function engineOf({ model, tuples, attributes }: World): Promise<Relata> {
  const store = memoryStore();
  store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
  return createRelata({ model, store, clock: () => 0 });
}

async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isFailure(error, "policy_failed") || isFailure(error, "paradox")) return undefined;
    throw error;
  }
}

function difference(
  world: World,
  question: WorldQuestion,
  { attributes }: Asked,
  can: boolean,
  { rules }: Ruled,
): Error {
  const resource = Object.entries(attributes).map(([name, value]) => `${name}: ${String(value)} (${typeof value})`);
  return new Error(
    [
      `the ability says ${can ? "yes" : "no"}, and the check does not, of`,
      describeWorld(world, { ...question, resource: {} }),
      resource.join("\n"),
      ...rules.map((rule) => JSON.stringify(rule)),
    ].join("\n"),
  );
}

function worldsToTry(numRuns: number) {
  const seed = Number(process.env["RELATA_SEED"] ?? 1);
  const runs = Number(process.env["RELATA_WORLDS"] ?? numRuns);
  const path = process.env["RELATA_PATH"];
  console.log(`casl: ${runs} worlds, RELATA_SEED=${seed}`);
  return { seed, numRuns: runs, endOnFailure: true, ...(path !== undefined && { path }) };
}
