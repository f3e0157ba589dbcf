import type { Relata } from "@relata/core";
import { CallerPermissions, Guards, type Denial, type ObjectGiven } from "@relata/middleware";
import { sqlite } from "@relata/sqlite";
import { memoryStore, type Store } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { overridden } from "../../core/test/counted-store.ts";
import { filledRelata, TUPLES } from "./situation.ts";

/** A request as no framework has it. */
interface Asked {
  readonly user: string | undefined;
  readonly id: string;
  readonly permission: "view" | "approve" | "export";
  readonly amount: number | undefined;
  readonly region: string | undefined;
  readonly hide: boolean;
}

const requests: fc.Arbitrary<Asked> = fc.record({
  user: fc.constantFrom("ann", "ann", "bob", "carl", "dora", undefined),
  id: fc.constantFrom("own", "own", "own", "plan", "open", "a:b", "key", "none", "new"),
  permission: fc.constantFrom("view", "approve", "export"),
  amount: fc.constantFrom(undefined, 10, 2000),
  region: fc.constantFrom(undefined, "eu", "us"),
  hide: fc.boolean(),
});

const CHANGES = [
  ...TUPLES,
  "document:new#owner@user:bob",
  "group:eng#member@user:dora",
  "document:own#owner@user:dora",
];
const writes = fc.record({ tuple: fc.constantFrom(...CHANGES), isGone: fc.boolean() });

/** What happens: requests that come at once, and a write in their middle. */
const rounds = fc.array(fc.record({ requests: fc.array(requests, { minLength: 3, maxLength: 10 }), write: writes }), {
  minLength: 2,
  maxLength: 6,
});

/** What the engine itself says of the request, at the state that the request was answered from. */
async function expected(relata: Relata, asked: Asked, exactly: string): Promise<string> {
  const { outcome } = await relata.check({
    subject: `user:${asked.user}`,
    permission: asked.permission,
    object: `document:${asked.id}`,
    resource: resourceOf(asked),
    context: asked.region === undefined ? {} : { region: asked.region },
    consistency: { exactly },
  });
  return outcome === "allowed" ? "let in" : asked.hide ? "not_found" : `forbidden, ${outcome}`;
}

function resourceOf({ amount }: Asked) {
  return amount === undefined ? {} : { amount };
}

function said(denial: Denial | undefined): string {
  if (denial === undefined) return "let in";
  if (denial.code !== "forbidden") return denial.code;
  return `forbidden, ${denial.missing === undefined ? "denied" : "conditional"}`;
}

const wait = async (): Promise<void> => new Promise(setImmediate);

function guardsOf(relata: Relata) {
  const guards = new Guards<never, Asked>(relata as never, {
    principal: async ({ user }) => {
      await wait();
      return user === undefined ? undefined : `user:${user}`;
    },
    context: ({ region }) => (region === undefined ? {} : { region }),
  });
  const denialOf = async (asked: Asked): Promise<Denial | undefined> =>
    guards.denialOf(asked, {
      permission: asked.permission,
      object: async ({ id }): Promise<ObjectGiven> => (await wait(), `document:${id}`),
      resource: resourceOf,
      hide: asked.hide,
    });
  return { guards, denialOf };
}

const STORES: readonly (readonly [string, () => Store, boolean])[] = [
  ["in memory", () => memoryStore(), false],
  ["in a SQLite database", () => sqlite(":memory:"), false],
  ["in a SQLite database, resident", () => sqlite(":memory:"), true],
];

test.each(STORES)(
  "guards over a store %s let in exactly those whom check allows at the state of their request",
  async (_, open, resident) => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const relata = await filledRelata(open(), { resident });
        await relata.ready();
        const { guards, denialOf } = guardsOf(relata);
        for (const { requests, write } of all) {
          const { tuple, isGone } = write;
          const answering = requests.map(async (asked) => ({ asked, answer: said(await denialOf(asked)) }));
          await relata.write(isGone ? { delete: [tuple] } : { touch: [tuple] });
          for (const { asked, answer } of await Promise.all(answering)) {
            const admitted = await guards.admit(asked);
            const right =
              admitted instanceof CallerPermissions
                ? await expected(relata, asked, await admitted.token())
                : "unauthenticated";
            expect([asked, answer]).toEqual([asked, right]);
            seen.set(answer, (seen.get(answer) ?? 0) + 1);
          }
        }
        await relata.close();
      }),
      { numRuns: 25 },
    );
    expect([...seen.keys()].sort()).toEqual([
      "forbidden, conditional",
      "forbidden, denied",
      "let in",
      "not_found",
      "unauthenticated",
    ]);
  },
);

test("a store that fails at any moment is no admission, and no denial", async () => {
  let left = Infinity;
  const failing = (store: Store): Store =>
    overridden(store, "read", async (start, options) => {
      if (left-- <= 0) throw new Error("the store is gone");
      return store.read(start, options);
    });
  const relata = await filledRelata(failing(memoryStore()));
  let faults = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(requests, { minLength: 1, maxLength: 8 }), fc.nat(6), async (asked, good) => {
      const { denialOf } = guardsOf(relata);
      left = good;
      const answers = await Promise.all(asked.map(async (one) => denialOf(one).then(said, () => "fault")));
      left = Infinity;
      const { denialOf: again } = guardsOf(relata);
      for (const [i, one] of asked.entries()) {
        const isFault = answers[i] === "fault";
        if (isFault) faults++;
        expect([one, answers[i]]).toEqual([one, isFault ? "fault" : said(await again({ ...one }))]);
      }
    }),
    { numRuns: 40 },
  );
  expect(faults).toBeGreaterThan(20);
});
