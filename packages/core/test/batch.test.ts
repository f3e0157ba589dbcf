import {
  createRelata,
  isFailure,
  type CheckItem,
  type CheckOutcome,
  type Circumstances,
  type Relata,
} from "@relata/core";
import { NAMES, questions, worlds } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asked, difference, relataOf, worldsToTry } from "./random-worlds.ts";
import { failureOf, filledRelata, model, STORES } from "./situation.ts";

const REFUND = { subject: "user:ann", permission: "refund", object: "client_abc:invoice:1" };

const ITEMS: readonly CheckItem[] = [
  REFUND,
  { ...REFUND, object: "client_abc:invoice:2" },
  { ...REFUND, object: "client_abc:invoice:3", resource: { amount: 5 } },
  { ...REFUND, object: "client_abc:invoice:3", resource: { amount: 5, status: "paid" } },
  { ...REFUND, permission: "reed" },
  { ...REFUND, subject: "usr:ann" },
  {
    subject: { allOf: ["user:ann", "user:carl"] },
    permission: "write",
    object: { type: "client_abc:invoice", id: "1" },
  },
  { subject: "user:rob", permission: "auditor", object: "client_abc:invoice:3" },
  { subject: "user:rob", permission: "auditor", object: "client_abc:invoice:3", context: { region: "us" } },
];
const GIVEN: Circumstances = { context: { region: "eu" } };

function text({ decision, failure }: CheckOutcome): string {
  return failure === undefined ? decision.outcome : `${failure.code}: ${failure.message}`;
}

/** What the questions are answered one by one. */
async function oneByOne(
  relata: Relata,
  items: readonly CheckItem[],
  given: Circumstances,
): Promise<readonly CheckOutcome[]> {
  return Promise.all(
    items.map(async (item): Promise<CheckOutcome> => {
      try {
        return { decision: await relata.check({ ...given, ...item }) };
      } catch (failure) {
        if (isFailure(failure)) return { failure };
        throw failure;
      }
    }),
  );
}

describe.each(STORES)("a batch %s", (_, open) => {
  test("answers each item as check does, in order, and an item that fails fails alone", async () => {
    const relata = await filledRelata(open);
    const outcomes = await relata.checkMany(ITEMS, GIVEN);
    expect(outcomes.map(text)).toEqual([
      "allowed",
      "denied",
      "conditional",
      "allowed",
      "unknown_permission: type `client_abc:invoice` has no relation or permission `reed`; did you mean `read`?",
      "unknown_type: unknown type `usr` in `usr:ann`; did you mean `user`?",
      "allowed",
      "allowed",
      "denied",
    ]);
    expect(outcomes).toEqual(await oneByOne(relata, ITEMS, GIVEN));
    expect((await relata.at()).checkMany(ITEMS, GIVEN)).toEqual(outcomes);
  });

  test("sees the tuples of its request, and is empty where nothing is asked", async () => {
    const relata = await filledRelata(open);
    const tuples = ["group:juniors#member@user:new"];
    const items = [{ ...REFUND, subject: "user:new" }];
    expect((await relata.checkMany(items, { tuples })).map(text)).toEqual(["allowed"]);
    expect((await relata.checkMany(items)).map(text)).toEqual(["denied"]);
    expect(await relata.checkMany([])).toEqual([]);
  });
});

describe("what is wrong with the batch as a whole fails it", () => {
  test.each<readonly [unknown, Circumstances, string, string]>([
    [REFUND, {}, "invalid_question", "a batch is a list of questions"],
    [ITEMS, { now: "soon" }, "invalid_question", "`now` is not a timestamp"],
    [ITEMS, { tuples: ["x"] }, "invalid_tuple", "`tuples[0]`: "],
    [ITEMS, { budget: 0 }, "invalid_question", "`budget` is a whole number of nodes, from 1 on"],
  ])("%#", async (items, given, code, message) => {
    const relata = await filledRelata(memoryStore);
    const view = await relata.at();
    for (const ask of [
      () => relata.checkMany(items as readonly CheckItem[], given),
      () => view.checkMany(items as readonly CheckItem[], given),
    ]) {
      const failure = await failureOf(ask);
      expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(message)]);
    }
  });

  test("a store that does not answer fails it, and no item", async () => {
    const relata = await filledRelata(memoryStore);
    await relata.close();
    expect((await failureOf(() => relata.checkMany(ITEMS))).code).toBe("closed");
  });

  test("an item that says what is of the whole batch fails, instead of being answered otherwise", async () => {
    const relata = await filledRelata(memoryStore);
    const items = [
      null,
      5,
      { ...REFUND, now: "2026-01-01T00:00:00Z" },
      { ...REFUND, tuples: [] },
    ] as unknown as CheckItem[];
    expect((await relata.checkMany(items)).map(text)).toEqual([
      "invalid_question: a question is an object: `{ subject, permission, object }`",
      "invalid_question: a question is an object: `{ subject, permission, object }`",
      "invalid_question: `now` is of the whole batch: give it beside the list of questions",
      "invalid_question: `tuples` is of the whole batch: give it beside the list of questions",
    ]);
  });
});

/** How long a decision lasts depends on what is shared, and is left out. */
function answerOf(outcome: CheckOutcome | undefined): string | undefined {
  if (outcome?.decision === undefined) return outcome?.failure?.message;
  const { validUntil: _, ...decision } = outcome.decision;
  return JSON.stringify(decision);
}

test("a batch is its questions, one by one, over memory and sqlite, in random worlds", async () => {
  const seen = new Set<string>();
  const several = fc.array(fc.tuple(questions, fc.constantFrom(...NAMES)), { minLength: 8, maxLength: 8 });
  const law = fc.asyncProperty(worlds, questions, several, async (world, shared, parts) => {
    const [first] = parts;
    const batch = parts.map(([part, permission]) => ({
      ...part,
      permission,
      subject: shared.subject,
      context: shared.context,
    }));
    const given = { now: asked({ ...shared, permission: "" }).now, context: shared.context };
    const items = batch.map((question): CheckItem => {
      const { subject, object, permission, resource } = asked(question);
      return { subject, object, permission, resource };
    });
    for (const store of [memoryStore(), sqlite(":memory:")]) {
      const relata = await relataOf(world, store);
      const [single, together] = [await oneByOne(relata, items, given), await relata.checkMany(items, given)];
      single.forEach((expected, i) => {
        const [a, b] = [expected, together[i]].map((one) => answerOf(one));
        seen.add(expected.decision?.outcome ?? expected.failure?.code ?? "");
        if (a !== b) throw difference(a, b, world, batch[i] ?? { ...shared, permission: first?.[1] ?? "" }, "batch");
      });
      await relata.close();
    }
  });
  await fc.assert(law, worldsToTry(150));
  expect([...seen].sort()).toEqual(expect.arrayContaining(["allowed", "conditional", "denied"]));
});

test("a batch of ten thousand is answered from one snapshot", async () => {
  const store = memoryStore();
  const relata = await createRelata({ model, store });
  await relata.write(["folder:top#viewer@user:ann"]);
  const items = Array.from({ length: 10_000 }, (_, i) => ({
    subject: "user:ann",
    permission: "view",
    object: `folder:${i === 7 ? "top" : i}`,
  }));
  const outcomes = await relata.checkMany(items);
  expect(outcomes.filter(({ decision }) => decision?.outcome === "allowed")).toHaveLength(1);
  expect(outcomes[7]?.decision).toEqual({ outcome: "allowed" });
});
