import { createRelata, type Circumstances, type Relata, type RelataOptions, type Store } from "@relata/core";
import type { Tuple } from "@relata/model";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { CountedStore, overridden } from "./counted-store.ts";
import { emptyRelata, failureOf, filledRelata, model, NOON, STORES } from "./situation.ts";

const READ = { subject: "user:ann", permission: "read", object: "client_abc:invoice:1" };
const LIST = { subject: "user:ann", permission: "view", type: "folder" };

/** Every kind of question, under the same terms. */
function everyQuestion(
  asks: Pick<Relata, "can" | "check" | "explain" | "expand" | "checkMany" | "permissionsOf" | "permissionsOn"> & {
    listObjects(input: object): unknown;
    listSubjects(input: object): unknown;
  },
  given: Circumstances,
): readonly (() => unknown)[] {
  return [
    () => asks.can(READ.subject, READ.permission, READ.object, given),
    () => asks.check({ ...READ, ...given }),
    () => asks.explain({ ...READ, ...given }),
    () => asks.expand({ object: READ.object, permission: READ.permission, ...given }),
    () => asks.checkMany([READ], given),
    () => asks.permissionsOf("user:ann", given),
    () => asks.permissionsOn("user:ann", READ.object, given),
    () => asks.listObjects({ ...LIST, ...given }),
    () => asks.listSubjects({ object: "folder:plans", permission: "view", type: "user", ...given }),
  ];
}

/** A clock on which a second passes whenever somebody looks. */
function ticking(): () => number {
  let ms = NOON;
  return () => (ms += 1_000);
}

async function codes(questions: readonly (() => unknown)[]): Promise<readonly string[]> {
  return Promise.all(questions.map(async (ask) => (await failureOf(async () => ask())).code));
}

describe.each(STORES)("every question %s", (_, open) => {
  test("is not answered once its signal has fired, and says so", async () => {
    const relata = await filledRelata(open);
    const view = await relata.at();
    const given = { signal: AbortSignal.abort(new Error("the client left")) };
    for (const asks of [relata, view]) {
      const questions = everyQuestion(asks as Relata, given);
      expect(new Set(await codes(questions))).toEqual(new Set(["aborted"]));
    }
    const { message, cause } = await failureOf(() => relata.check({ ...READ, ...given }));
    expect([message, cause]).toEqual(["the signal that was given with the question ended it", given.signal.reason]);
  });

  test("is not answered behind its deadline, by the clock of the engine", async () => {
    const relata = await filledRelata(open, { clock: ticking() });
    const view = await relata.at();
    for (const asks of [relata, view]) {
      const questions = everyQuestion(asks as Relata, { deadlineMs: 500 });
      expect(new Set(await codes(questions))).toEqual(new Set(["deadline_exceeded"]));
    }
    const { message, details } = await failureOf(() => relata.check({ ...READ, deadlineMs: 1_500 }));
    expect(message).toBe("the question was not answered within its deadline of 1,500 ms");
    expect(details).toEqual({ deadlineMs: 1_500 });
  });

  test("is answered as without them where neither fires", async () => {
    const relata = await filledRelata(open);
    const given = { signal: new AbortController().signal, deadlineMs: 60_000, budget: 1_000 };
    for (const [i, ask] of everyQuestion(relata, given).entries()) {
      expect(await ask()).toEqual(await everyQuestion(relata, {})[i]?.());
    }
  });

  test("has the budget that it names, or else that of the engine", async () => {
    const relata = await filledRelata(open, { budget: 2 });
    const { code, details } = await failureOf(() => relata.check(READ));
    expect([code, details]).toEqual(["budget_exceeded", { budget: 2 }]);
    expect(await relata.check({ ...READ, budget: 50 })).toEqual({ outcome: "allowed" });
    const outcomes = await relata.checkMany([READ, { ...READ, permission: "owner" }]);
    expect(outcomes.map(({ decision, failure }) => decision?.outcome ?? failure?.code)).toEqual([
      "budget_exceeded",
      "denied",
    ]);
  });
});

test.each<readonly [Circumstances, string]>([
  [{ budget: 0 }, "`budget` is a whole number of nodes, from 1 on"],
  [{ budget: 1.5 }, "`budget` is a whole number of nodes, from 1 on"],
  [{ deadlineMs: -1 }, "`deadlineMs` is a number of milliseconds, from 0 to 2147483647"],
  [{ deadlineMs: Number.NaN }, "`deadlineMs` is a number of milliseconds, from 0 to 2147483647"],
  [{ signal: {} as AbortSignal }, "`signal` must be an `AbortSignal`"],
])("%o is refused", async (given, message) => {
  const relata = await filledRelata(memoryStore);
  const failure = await failureOf(() => relata.check({ ...READ, ...given }));
  expect([failure.code, failure.message]).toEqual(["invalid_question", message]);
});

test("an engine can be made with a deadline for all questions, and not with one that is none", async () => {
  const options: Partial<RelataOptions> = { clock: ticking(), deadlineMs: 500 };
  const relata = await emptyRelata(memoryStore, options);
  expect((await failureOf(() => relata.check(READ))).code).toBe("deadline_exceeded");
  expect(await relata.check({ ...READ, deadlineMs: 1e9 })).toEqual({ outcome: "denied" });
  expect((await failureOf(() => emptyRelata(memoryStore, { deadlineMs: -1 }))).code).toBe("invalid_question");
  expect((await failureOf(() => emptyRelata(memoryStore, { budget: 0 }))).code).toBe("invalid_question");
});

function silent(): Store {
  return overridden(memoryStore(), "read", async () => new Promise<never>(() => undefined));
}

describe("a store that does not answer", () => {
  test("is not waited for once the signal has fired", async () => {
    const relata = await createRelata({ model, store: silent() });
    const controller = new AbortController();
    const asked = failureOf(() => relata.check({ ...READ, signal: controller.signal }));
    setTimeout(() => controller.abort(), 1);
    expect((await asked).code).toBe("aborted");
  });

  test("is not waited for behind the deadline", async () => {
    const relata = await createRelata({ model, store: silent() });
    expect((await failureOf(() => relata.check({ ...READ, deadlineMs: 5 }))).code).toBe("deadline_exceeded");
  });

  test("nor is what an application provides", async () => {
    const provide = { "client_abc:invoice": async () => new Promise<never>(() => undefined) };
    const relata = await filledRelata(memoryStore, { provide });
    const refund = { subject: "user:ann", permission: "refund", object: "client_abc:invoice:1" };
    expect((await failureOf(() => relata.check({ ...refund, deadlineMs: 5 }))).code).toBe("deadline_exceeded");
  });
});

describe("a list of a hundred thousand candidates", { timeout: 60_000 }, () => {
  const count = 100_000;
  const tuples = Array.from({ length: count }, (_, i): Tuple => ({
    object: { type: "folder", id: `${i}` },
    relation: "viewer",
    subject: { type: "user", id: "ann" },
  }));

  async function counted(held = tuples): Promise<{ relata: Relata; cost: CountedStore }> {
    const cost = new CountedStore(memoryStore({ tuples: held }));
    return { cost, relata: await createRelata({ model, store: cost.store, clock: () => NOON }) };
  }

  test("is ended by a timer after a small share of its work, over a store that answers at once", async () => {
    const { relata, cost } = await counted();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    expect((await failureOf(async () => relata.listObjects({ ...LIST, signal: controller.signal }))).code).toBe(
      "aborted",
    );
    expect(cost.asked).toBeGreaterThan(0);
    // The whole takes two questions to the store for each candidate.
    expect(cost.asked).toBeLessThan((2 * count) / 4);
  });

  test("is ended so as a batch, too", async () => {
    const { relata, cost } = await counted();
    const items = tuples.map(({ object }) => ({ subject: "user:ann", permission: "view", object }));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    expect((await failureOf(() => relata.checkMany(items, { signal: controller.signal }))).code).toBe("aborted");
    expect(cost.asked).toBeLessThan(count / 2);
  });

  test("is of one state, whatever is written while it rests", async () => {
    const few = tuples.slice(0, 24_000);
    const { relata, cost } = await counted(few);
    const { signal } = new AbortController();
    const listed = Promise.resolve(relata.listObjects({ ...LIST, signal }));
    await new Promise((resolve) => setImmediate(resolve));
    await relata.write({ delete: few.slice(6_000) });
    expect(await listed).toHaveLength(few.length);
    expect(cost.reads).toBeGreaterThan(2);
    expect(await relata.listObjects({ ...LIST, signal })).toHaveLength(6_000);
  });
});
