import { createExchange, isRefusal, openSigningKeys } from "@relata/keys";
import { createVerifier } from "@relata/keys/verifier";
import { questions, worlds } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { subjectOf } from "../../src/index.ts";
import { AUDIENCE, ISSUER, SECRET, taken } from "../exchange/exchange-situation.ts";
import { keptInMemory } from "../signing/kept-in-memory.ts";
import { answersOf, orFailed, PERMISSIONS, tokenSays } from "./every-path.ts";
import { EXAMPLE } from "./example-world.ts";
import { freshStores } from "./fresh-stores.ts";
import { Tally, worldsToTry } from "./tally.ts";
import { clock, shown, worldWithKeys } from "./world-with-keys.ts";

const fresh = freshStores();
const given = fc.record({
  context: questions.map(({ context }) => context),
  permission: fc.constantFrom(...PERMISSIONS),
});

test.each([
  ["sqlite", 12],
  ["postgres", 2],
] as const)("rotation of a key changes no answer and no token, over %s", async (database, runs) => {
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(worlds, given, async (world, asked) => {
      const { relata, keys, delegated, token } = await worldWithKeys(fresh(database), world);
      const before = await answersOf(relata, subjectOf(delegated.principal), asked);
      const told = await tokenSays(() => token(delegated.principal));
      const { secret } = await keys.rotate(delegated.id);
      expect(isRefusal(await keys.verify(delegated.secret))).toBe(true);
      const principal = await shown(keys, secret.reveal());
      expect(principal).toEqual(delegated.principal);
      expect(await answersOf(relata, subjectOf(principal), asked)).toEqual(before);
      expect(await tokenSays(() => token(principal))).toEqual(told);
      for (const said of Object.values(told["token"] ?? {})) tally.count("token", said);
    }),
    worldsToTry(runs, [[EXAMPLE, { context: {}, permission: "view" }]]),
  );
  expect(tally.lacking(["token"], ["allowed", "conditional", "denied"])).toEqual([]);
});

test.each([
  ["sqlite", 12],
  ["postgres", 2],
] as const)(
  "row-order dependence: the order of rows changes no answer and no token, over %s",
  async (database, runs) => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(worlds, given, async (world, asked) => {
        const [forward, backward] = [[...world.tuples], world.tuples.toReversed()];
        const told = [];
        for (const tuples of [forward, backward]) {
          // Row by row, so that they lie in the table as they come.
          const engine = await worldWithKeys(fresh(database), { ...world, tuples }, "one by one");
          const { principal } = engine.delegated;
          const answers = await answersOf(engine.relata, subjectOf(principal), asked);
          told.push({ ...answers, ...(await tokenSays(() => engine.token(principal))) });
        }
        expect(told[1]).toEqual(told[0]);
        for (const said of Object.values(told[0]?.["batch"] ?? {})) tally.count("batch", said);
      }),
      worldsToTry(runs, [[EXAMPLE, { context: {}, permission: "view" }]]),
    );
    expect(tally.lacking(["batch"], ["allowed", "conditional", "denied"])).toEqual([]);
  },
);

test("rotation of the signing key changes no claim: tokens of both keys count, and say the same", async () => {
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { relata, delegated, keyStore } = await worldWithKeys(fresh("sqlite"), world);
      let passed = 0;
      const signing = await openSigningKeys({
        store: keptInMemory(),
        encryption: [SECRET],
        algorithm: "Ed25519",
        clock: () => clock() + passed,
      });
      const exchange = createExchange({
        relata,
        keys: keyStore,
        signing,
        issuer: ISSUER,
        audiences: [AUDIENCE],
        maxTokenBytes: 60_000,
        clock,
      });
      const exchanged = async () => {
        const answer = await exchange(delegated.principal);
        if (isRefusal(answer)) throw new Error("a key that counts is refused");
        return answer;
      };
      const before = await orFailed(exchanged);
      await signing.rotate();
      // When the next one signs, and the last one is still published.
      passed = 68 * 60_000;
      const after = await orFailed(exchanged);
      if (before === "failed" || after === "failed") return;
      const jwks = async () => (await signing.published()).document;
      const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, algorithms: ["Ed25519"], jwks, clock });
      const [old, young] = [await taken(verifier, before.token), await taken(verifier, after.token)];
      expect({ ...young.claims, jti: "" }).toEqual({ ...old.claims, jti: "" });
      expect(header(before.token)).not.toEqual(header(after.token));
      tally.count("claims", Object.keys(old.claims.permissions).length > 0 ? "some" : "none");
    }),
    worldsToTry(12, [[EXAMPLE]]),
  );
  expect(tally.lacking(["claims"], ["some"])).toEqual([]);
});

function header(token: string): unknown {
  return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
}
