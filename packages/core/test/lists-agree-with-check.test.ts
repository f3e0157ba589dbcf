import type { Listed, Relata } from "@relata/core";
import {
  formatObject,
  formatSubject,
  isFailure,
  isWildcard,
  WILDCARD,
  type Decision,
  type ObjectRef,
} from "@relata/model";
import { NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asked, difference, enginesOf, worldsToTry } from "./random-worlds.ts";

/** Every id of the types of random worlds, and one that nothing names. */
const IDS = ["a", "b", "k", "g", "h", "f", "r", "d", "nobody"];

/** Why none about a generic id: what lists say of that one is the resolver's own law, and no caller's question. */
const named = questions.filter(({ subject, object }) => [...subject, object].every((one) => !isWildcard(one)));

let failed = 0;
const seen = { named: 0, wildcard: 0, except: 0 };

/** Runs the list; undefined where one of its candidates fails, as the same question to `check` then must. */
async function entries(list: PromiseLike<readonly Listed[]>): Promise<readonly Listed[] | undefined> {
  try {
    const listed = await list;
    seen.named += listed.filter(({ except }) => except === undefined).length;
    seen.wildcard += listed.filter(({ except }) => except !== undefined).length;
    seen.except += listed.flatMap(({ except }) => except ?? []).length;
    return listed;
  } catch (error) {
    if (!isFailure(error, "paradox") && !isFailure(error, "policy_failed")) throw error;
    failed++;
    return undefined;
  }
}

/** What the list says of the reference. */
function listedAs(list: readonly Listed[], reference: string): Decision {
  const own = list.find((entry) => entry.reference === reference && entry.except === undefined);
  const rest = list.find((entry) => entry.except !== undefined && !entry.except.includes(reference));
  const entry = own ?? rest;
  if (entry === undefined) return { outcome: "denied" };
  return entry.outcome === "allowed"
    ? { outcome: "allowed" }
    : { outcome: "conditional", missing: entry.missing ?? [] };
}

/** The decision as text. What a wildcard entry waits for is told of the generic id, so the one asked about is, too. */
function textOf(decision: Decision, { type, id }: ObjectRef): string {
  if (decision.outcome !== "conditional") return decision.outcome;
  const paths = decision.missing.map(({ path, of }) => {
    if (of === undefined) return path;
    return `${path} of ${of.type === type && of.id === id ? formatObject({ type, id: WILDCARD }) : formatObject(of)}`;
  });
  return `conditional: ${[...new Set(paths)].sort().join(", ")}`;
}

async function expectObjects(relata: Relata, world: World, question: WorldQuestion, who: string): Promise<void> {
  const { object, resource: _, ...input } = asked({ ...question, resource: {} });
  const list = await entries(relata.listObjects({ ...input, type: object.type }));
  if (list === undefined) return;
  for (const id of IDS) {
    const one = { type: object.type, id };
    const decision = textOf(await relata.check({ ...input, object: one }), one);
    const listed = textOf(listedAs(list, `${one.type}:${id}`), one);
    if (listed === decision) continue;
    throw difference(decision, listed, world, { ...question, object: one, resource: {} }, `objects over ${who}`);
  }
}

async function expectSubjects(relata: Relata, world: World, question: WorldQuestion, who: string): Promise<void> {
  const { subject: _, ...input } = asked(question);
  for (const kind of ["user", "group", "group#member"]) {
    const list = await entries(relata.listSubjects({ ...input, type: kind }));
    if (list === undefined) continue;
    const [type = "", relation] = kind.split("#");
    for (const id of IDS) {
      const subject = { type, id, ...(relation !== undefined && { relation }) };
      const decision = textOf(await relata.check({ ...input, subject }), subject);
      const listed = textOf(listedAs(list, formatSubject(subject)), subject);
      if (listed === decision) continue;
      throw difference(decision, listed, world, { ...question, subject: [subject] }, `subjects over ${who}`);
    }
  }
}

test("both lists say of every id what check says, over memory and over sqlite, in random worlds", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, named, async (world, part) => {
      for (const [name, relata] of await enginesOf(world)) {
        for (const permission of NAMES.slice(3)) {
          const question = { ...part, permission };
          await expectObjects(relata, world, question, name);
          await expectSubjects(relata, world, question, name);
        }
        await relata.close();
      }
    }),
    worldsToTry(30),
  );
  console.log(`lists: ${JSON.stringify(seen)}, ${failed} failed with a candidate`);
  expect(seen.named).toBeGreaterThan(20);
});
