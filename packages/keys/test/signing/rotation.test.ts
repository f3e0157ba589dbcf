import fc from "fast-check";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { describe, expect, test } from "vitest";
import { openSigningKeys, type Timing } from "@relata/keys";
import { keyStates } from "../../src/signing/key-states.ts";
import { keepMs, leadMs } from "../../src/signing/timing.ts";
import { clockAt, SECRET, START } from "../exchange/exchange-situation.ts";
import { keptInMemory } from "./kept-in-memory.ts";

/** What may happen between two moments. */
type Step =
  | { readonly kind: "pass"; readonly ms: number }
  /** Up to the moment at which the newest key begins to sign. */
  | { readonly kind: "start" }
  | { readonly kind: "tend" | "rotate"; readonly process: number }
  | { readonly kind: "sign"; readonly process: number; readonly lifeMs: number }
  /** A verifier fetches the document, of that process, perhaps through a cache that holds an older one. */
  | { readonly kind: "fetch"; readonly process: number; readonly cachedMs: number };

const SECOND = 1_000;
const PROCESSES = 3;

const timings = fc
  .record({
    lifeMs: fc.integer({ min: 1, max: 900 }),
    documentMs: fc.integer({ min: 0, max: 600 }),
    verifierMs: fc.integer({ min: 0, max: 900 }),
    reloadMs: fc.integer({ min: 0, max: 120 }),
    // Here is one clock: it must do without.
    skewMs: fc.constant(0),
    periodMs: fc.integer({ min: 0, max: 2_000 }),
  })
  .map(
    (seconds) =>
      Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, value * SECOND])) as unknown as Timing,
  )
  .map((timing) => ({ ...timing, periodMs: timing.periodMs + leadMs(timing) + keepMs(timing) }));

const process = fc.integer({ min: 0, max: PROCESSES - 1 });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("pass" as const),
        ms: fc.oneof(fc.integer({ min: 1, max: 1_200 * SECOND }), fc.integer({ min: 1, max: 60 * SECOND })),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("start" as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom("tend" as const, "rotate" as const, "rotate" as const), process }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("sign" as const),
        process,
        lifeMs: fc.integer({ min: 0, max: 900 * SECOND }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("fetch" as const),
        process,
        cachedMs: fc.integer({ min: 0, max: 600 * SECOND }),
      }),
    },
  ),
  { minLength: 10, maxLength: 60, size: "max" },
);

test("whatever is rotated, by whichever process, no verifier with a cached document refuses a token that counts", async () => {
  let judged = 0;
  let rotated = 0;
  await fc.assert(
    fc.asyncProperty(timings, steps, async (timing, happening) => {
      const clock = clockAt();
      const store = keptInMemory();
      const open = () => openSigningKeys({ store, encryption: [SECRET], algorithm: "Ed25519", clock, timing });
      const processes = [await open()];
      while (processes.length < PROCESSES) processes.push(await open());
      /** What each process has served, and when: what a cache may still hold. */
      const served: { at: number; process: number; document: JSONWebKeySet }[] = [];
      const tokens: { text: string; until: number }[] = [];
      /** What a verifier holds, and since when. */
      const held: { at: number; find: ReturnType<typeof createLocalJWKSet> }[] = [];
      const done = new Set<string>();
      /** Each token that counts, by each document in use. What was found good once stays so. */
      const judge = async () => {
        for (const [n, { text, until }] of tokens.entries()) {
          for (const [m, { at, find }] of held.entries()) {
            if (clock() > until || clock() - at > timing.verifierMs || done.has(`${n} ${m}`)) continue;
            done.add(`${n} ${m}`);
            judged++;
            await jwtVerify(text, find, { currentDate: new Date(START) });
          }
        }
      };
      const step: (one: Step) => Promise<void> = async (one) => {
        switch (one.kind) {
          case "pass":
            clock.pass(one.ms);
            return;
          case "start":
            clock.set(Math.max(clock(), ...store.rows.map(({ signsFromMs }) => signsFromMs)));
            return;
          case "tend":
            return processes[one.process]?.tend();
          case "rotate":
            rotated++;
            await processes[one.process]?.rotate();
            return;
          case "sign": {
            const text = await (await processes[one.process]?.signer())?.sign({ n: tokens.length });
            tokens.push({ text: text ?? "", until: clock() + Math.min(one.lifeMs, timing.lifeMs) });
            return;
          }
          case "fetch": {
            const published = await processes[one.process]?.published();
            if (published !== undefined)
              served.push({ at: clock(), process: one.process, document: published.document });
            const age = Math.min(one.cachedMs, timing.documentMs);
            const cached = served.find(({ at }) => clock() - at <= age)?.document;
            if (cached !== undefined) held.push({ at: clock(), find: createLocalJWKSet(cached) });
          }
        }
      };
      for (const one of happening) {
        await step(one);
        await judge();
      }
    }),
    {
      seed: Number(globalThis.process.env["RELATA_SEED"]),
      numRuns: Number(globalThis.process.env["RELATA_WORLDS"] ?? 250),
    },
  );
  console.log(`rotation: ${rotated} rotations, ${judged} tokens judged`);
  expect(judged).toBeGreaterThan(1_000);
  expect(rotated).toBeGreaterThan(50);
});

describe("the states of keys", () => {
  const timing: Timing = { lifeMs: 900, documentMs: 300, verifierMs: 600, reloadMs: 60, skewMs: 40, periodMs: 10_000 };

  test("are told by the clock: next, current, retired, gone", () => {
    const keys = [
      { generation: 1, signsFromMs: 0 },
      { generation: 2, signsFromMs: 10_000 },
      { generation: 3, signsFromMs: 20_000 },
    ];
    const at = (ms: number) => keyStates(keys, ms, timing).map(({ state }) => state);
    expect(at(0)).toEqual(["current", "next", "next"]);
    expect(at(9_999)).toEqual(["current", "next", "next"]);
    expect(at(10_000)).toEqual(["retired", "current", "next"]);
    expect(at(10_999)).toEqual(["retired", "current", "next"]);
    expect(at(11_000)).toEqual(["gone", "current", "next"]);
    expect(at(20_000)).toEqual(["gone", "retired", "current"]);
  });

  test("have exactly one current key, wherever there are keys", () => {
    const keys = fc.uniqueArray(fc.record({ generation: fc.integer({ min: 1 }), signsFromMs: fc.nat(5_000) }), {
      selector: (key) => key.generation,
    });
    fc.assert(
      fc.property(keys, fc.nat(6_000), (rows, now) => {
        const states = keyStates(rows, now, timing).filter(({ state }) => state === "current");
        expect(states).toHaveLength(Math.min(rows.length, 1));
      }),
    );
  });
});
