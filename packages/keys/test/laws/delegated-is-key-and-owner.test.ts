import { formatSubject } from "@relata/model";
import { questions, worlds } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { subjectOf, type Principal } from "../../src/index.ts";
import { answersOf, listedAs, orFailed, PERMISSIONS, tokenSays, type Given, type Said } from "./every-path.ts";
import { EXAMPLE } from "./example-world.ts";
import { freshStores } from "./fresh-stores.ts";
import { worldsToTry, Tally } from "./tally.ts";
import { worldWithKeys, type WorldWithKeys } from "./world-with-keys.ts";

const fresh = freshStores();
const given = fc.record({
  context: questions.map(({ context }) => context),
  permission: fc.constantFrom(...PERMISSIONS),
});

/** The paths that are asked about everything at once. */
const WHOLE = ["batch", "permissionsOf", "listObjects", "token"];

const ORDER: readonly Said[] = ["denied", "conditional", "allowed"];

/** What both may, of what each may. */
function lesserOf(a: Said, b: Said): Said {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b;
}

test.each([
  ["sqlite", 12],
  ["postgres", 3],
] as const)("delegated-is-key-and-owner: on every path its key may what both may, over %s", async (database, runs) => {
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(worlds, given, async (world, asked) => {
      const { delegated, ...engine } = await worldWithKeys(fresh(database), world);
      const { principal } = delegated;
      const [key, owner] = principal.asks;
      if (owner === undefined) throw new Error("a delegated key asks for two");
      const both = await everythingOf(engine, principal, asked);
      const alone = await everythingOf(engine, { ...principal, asks: [key] }, asked);
      const acting = await everythingOf(engine, { ...principal, asks: [owner] }, asked);
      for (const [path, answers] of Object.entries(both)) {
        for (const [question, said] of Object.entries(answers)) {
          const [a, b] = [alone[path]?.[question] ?? "failed", acting[path]?.[question] ?? "failed"];
          if (a === "failed" || b === "failed" || (path === "token" && said === "failed")) continue;
          tally.count(path, said, a !== b && "differs");
          expect([path, question, a, b, said]).toEqual([path, question, a, b, lesserOf(a, b)]);
        }
      }
    }),
    worldsToTry(runs, [[EXAMPLE, { context: {}, permission: "view" }]]),
  );
  const single = tally.lacking([...WHOLE, "check", "explain"], ["allowed", "denied", "differs"]);
  expect([...single, ...tally.lacking(WHOLE, ["conditional"])]).toEqual([]);
});

test.each([
  ["sqlite", 40],
  ["postgres", 3],
] as const)("the two of a delegated key are listed as subjects where it may: over %s", async (database, runs) => {
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(worlds, given, async (world, { context, permission }) => {
      const { delegated, relata } = await worldWithKeys(fresh(database), world);
      const { asks } = delegated.principal;
      for (const object of ["doc:d", "folder:f", "group:g"]) {
        const question = { object, permission, context };
        const said = await orFailed(
          async () => (await relata.check({ ...question, subject: { allOf: asks } })).outcome,
        );
        const listed: (Said | "failed")[] = [];
        for (const one of asks) {
          const list = await orFailed(async () => relata.listSubjects({ ...question, type: one.type }));
          listed.push(list === "failed" ? list : listedAs(list, formatSubject(one)));
        }
        const [key = "failed", owner = "failed"] = listed;
        if (said === "failed" || key === "failed" || owner === "failed") continue;
        tally.count("listSubjects", said, key !== owner && "differs");
        expect([object, permission, lesserOf(key, owner)]).toEqual([object, permission, said]);
      }
    }),
    worldsToTry(runs, [[EXAMPLE, { context: {}, permission: "view" }]]),
  );
  expect(tally.lacking(["listSubjects"], ["allowed", "denied", "differs"])).toEqual([]);
});

test.each([
  ["sqlite", 12],
  ["postgres", 2],
] as const)("inherit-is-owner: on every path, and in its token, over %s", async (database, runs) => {
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(worlds, given, async (world, asked) => {
      const { inherit, relata, token } = await worldWithKeys(fresh(database), world);
      const owner = await answersOf(relata, { type: "user", id: "a" }, asked);
      const bare = await answersOf(relata, { type: "user", id: "a" }, { ...asked, context: {} });
      expect(await answersOf(relata, subjectOf(inherit.principal), asked)).toEqual(owner);
      const said = await tokenSays(() => token(inherit.principal));
      for (const [question, answer] of Object.entries(said["token"] ?? {})) {
        if (answer === "failed") continue;
        // What a token says, it says without a request.
        expect([question, answer]).toEqual([question, bare["permissionsOf"]?.[question]]);
        tally.count("token", answer);
      }
    }),
    worldsToTry(runs, [[EXAMPLE, { context: {}, permission: "view" }]]),
  );
  expect(tally.lacking(["token"], ["allowed", "conditional", "denied"])).toEqual([]);
});

async function everythingOf({ relata, token }: Pick<WorldWithKeys, "relata" | "token">, who: Principal, asked: Given) {
  return { ...(await answersOf(relata, subjectOf(who), asked)), ...(await tokenSays(() => token(who))) };
}
