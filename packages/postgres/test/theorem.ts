import { isDeepStrictEqual } from "node:util";
import type { Listed, SubjectInput } from "@relata/core";
import { isFailure, isWildcard, type Decision, type ObjectRef } from "@relata/model";
import type { PostgresStore } from "@relata/postgres";
import { NAMES, questions, specify, worlds, type Verdict } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asked, difference, relataOver, worldsToTry } from "./random-worlds.ts";

/** Ten times what a world takes on a machine that does nothing else. */
const A_WORLD_MS = 1_000;

/** Declares the theorem as tests of one store, whose data is whatever world was last: it answers as specified. */
export function describeTheorem(name: string, store: PostgresStore, worldsToCheck: number): void {
  // oxlint-disable-next-line vitest/valid-title -- the caller names the store
  describe(name, { timeout: worldsToCheck * A_WORLD_MS }, () => {
    test("check answers as the specification does, in random worlds", async () => {
      const seen = await answersAsSpecified(store, worldsToCheck);
      // A theorem over worlds in which nothing happens would prove nothing.
      console.log(`verdicts: ${[...seen].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
      for (const kind of ["allowed", "denied"]) expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
    });

    test("both lists say of every id what check says, in random worlds", async () => {
      expect(await listsAsChecked(store, Math.ceil(worldsToCheck / 2))).toBeGreaterThan(5);
    });
  });
}

/** The façade's answer in the words of the specification; a failure that the specification does not know is thrown. */
async function verdictOf(decide: () => Promise<Decision>): Promise<Verdict> {
  try {
    const decision = await decide();
    if (decision.outcome !== "conditional") return { kind: decision.outcome };
    return { kind: "conditional", missing: [...new Set(decision.missing.map(({ path }) => path))].sort() };
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed"))
      return { kind: error.code as "paradox" | "policy_failed" };
    throw error;
  }
}

/** How many answers there were of each kind. Throws at the first that is not the specification's. */
async function answersAsSpecified(store: PostgresStore, numRuns: number): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(worlds, questions, async (world, part) => {
      const specified = specify(world, part);
      const relata = await relataOver(store, world);
      const verdicts = NAMES.map(async (permission) => {
        const question = { ...part, permission };
        const verdict = await verdictOf(() => relata.check(asked(question)));
        const expected = specified(permission);
        seen.set(expected.kind, (seen.get(expected.kind) ?? 0) + 1);
        if (!isDeepStrictEqual(verdict, expected)) throw difference(expected, verdict, world, question);
      });
      await Promise.all(verdicts);
    }),
    worldsToTry(numRuns),
  );
  return seen;
}

/** Every id of the types of random worlds, and one that nothing names. */
const IDS = ["a", "b", "k", "g", "h", "f", "r", "d", "nobody"];

/** None about a generic id: what lists say of that one is the resolver's own law, and no caller's question. */
const named = questions.filter(({ subject, object }) => [...subject, object].every((one) => !isWildcard(one)));

/** The list; nothing where one of its candidates fails, as the same question to `check` then must. */
async function listed(list: PromiseLike<readonly Listed[]>): Promise<readonly Listed[] | undefined> {
  try {
    return await list;
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return undefined;
    throw error;
  }
}

function outcomeOf(list: readonly Listed[], reference: string): Decision["outcome"] {
  const own = list.find((entry) => entry.reference === reference && entry.except === undefined);
  const rest = list.find((entry) => entry.except !== undefined && !entry.except.includes(reference));
  return (own ?? rest)?.outcome ?? "denied";
}

/** How many entries the lists had. Throws at the first id of which a list says something else than check does. */
async function listsAsChecked(store: PostgresStore, numRuns: number): Promise<number> {
  let entries = 0;
  await fc.assert(
    fc.asyncProperty(worlds, named, async (world, part) => {
      const relata = await relataOver(store, world);
      for (const permission of NAMES.slice(3)) {
        const question = { ...part, permission, resource: {} };
        const { object, subject, resource: _, ...rest } = asked(question);
        const objects = await listed(relata.listObjects({ ...rest, subject, type: object.type }));
        const subjects = await listed(relata.listSubjects({ ...rest, object, type: "user" }));
        entries += (objects?.length ?? 0) + (subjects?.length ?? 0);
        const compare = async (
          list: readonly Listed[] | undefined,
          reference: string,
          asking: { object: ObjectRef; subject: SubjectInput },
        ) => {
          if (list === undefined) return;
          const said = outcomeOf(list, reference);
          const { outcome } = await relata.check({ ...rest, ...asking });
          if (said !== outcome) throw difference(outcome, said, world, { ...question, object: asking.object });
        };
        const checks = IDS.flatMap((id) => {
          const one = { type: object.type, id };
          const user = { type: "user", id };
          return [
            compare(objects, `${one.type}:${id}`, { object: one, subject }),
            compare(subjects, `user:${id}`, { object, subject: user }),
          ];
        });
        await Promise.all(checks);
      }
    }),
    worldsToTry(numRuns),
  );
  return entries;
}
