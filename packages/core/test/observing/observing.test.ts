import { AsyncLocalStorage } from "node:async_hooks";
import type { EngineEvent, QuestionEvent, Relata, StoreCall } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { describe, expect, test, vi } from "vitest";
import { overridden } from "../counted-store.ts";
import { emptyRelata, failureOf, filledRelata, STORES } from "../situation.ts";

const INVOICE = "client_abc:invoice:1";
const ANN = { subject: "user:ann", permission: "write", object: INVOICE } as const;

function observing(relata: Relata) {
  const told: EngineEvent[] = [];
  const stop = relata.observe((event) => void told.push(event));
  const questions = (): readonly QuestionEvent[] => told.filter((event) => event.kind === "question");
  const calls = (): readonly StoreCall[] => told.filter((event) => event.kind === "call");
  return { told, stop, questions, calls };
}

/** A store that answers with promises, and so in batches. */
function inBatches(store = memoryStore()) {
  return overridden(store, "read", async (start, options) => store.read(() => start(), options));
}

describe.each(STORES)("an engine over a store %s", (_, open) => {
  test("tells of each question what it was, and what it decided", async () => {
    const relata = await filledRelata(open);
    const { questions } = observing(relata);
    await relata.can("user:ann", "write", INVOICE);
    await relata.check({ ...ANN, permission: "refund", object: "client_abc:invoice:2", subject: "user:bob" });
    await relata.explain({ ...ANN, subject: "user:nobody" });
    await relata.checkMany([ANN, ANN, { ...ANN, permission: "no_such" }]);
    await relata.expand({ object: INVOICE, permission: "write" });
    await relata.listObjects({ subject: "user:ann", permission: "write", type: "client_abc:invoice" });
    await relata.listSubjects({ object: INVOICE, permission: "write", type: "user" }, { limit: 1 });
    await relata.permissionsOf("user:ann", { types: ["client_abc:invoice"] });
    await relata.permissionsOn("user:ann", INVOICE);
    const none = { allowed: 0, denied: 0, conditional: 0, failed: 0 };
    expect(questions().map(({ question, decisions }) => [question, decisions])).toEqual([
      ["check", { ...none, allowed: 1 }],
      ["check", { ...none, conditional: 1 }],
      ["explain", { ...none, denied: 1 }],
      ["check_many", { ...none, allowed: 2, failed: 1 }],
      ["expand", undefined],
      ["list_objects", undefined],
      ["list_subjects", undefined],
      ["permissions", undefined],
      ["permissions", undefined],
    ]);
    const free = (one: "nodes" | "lookups") => questions().filter((event) => event[one] === 0);
    // A list walks, and evaluates what the walk leaves open; one level of an expansion may read no tuple.
    expect(free("nodes").map(({ question }) => question)).toEqual(["list_objects", "list_subjects"]);
    expect(free("lookups").map(({ question }) => question)).toEqual(["expand"]);
    for (const { durationMs, calls } of questions()) expect([durationMs > 0, calls.length > 0]).toEqual([true, true]);
  });

  test("tells what a question cost, and the same of each store that answers at once", async () => {
    const relata = await filledRelata(open);
    const { questions } = observing(relata);
    await relata.check(ANN);
    const [event] = questions();
    expect(event).toMatchObject({ nodes: 5, lookups: 4, roundTrips: 4 });
    expect(event?.calls).toMatchObject([{ kind: "call", operation: "read", roundTrips: 4 }]);
  });

  test("tells of a question that fails, and why", async () => {
    const relata = await filledRelata(open);
    const { questions } = observing(relata);
    await failureOf(() => relata.check({ ...ANN, permission: "no_such" }));
    await failureOf(() => relata.check({ ...ANN, budget: 1 }));
    await failureOf(() => relata.listObjects({ subject: "user:ann", permission: "write", type: "no_such" }));
    await relata.close();
    await failureOf(() => relata.check(ANN));
    expect(questions().map(({ question, failure, nodes }) => [question, failure, nodes])).toEqual([
      ["check", "unknown_permission", 0],
      ["check", "budget_exceeded", 2],
      ["list_objects", "unknown_type", 0],
      ["check", "closed", 0],
    ]);
  });

  test("tells of every other call to the store", async () => {
    const relata = await emptyRelata(open);
    const { calls, told } = observing(relata);
    await relata.write(["folder:a#viewer@user:ann"]);
    await relata.count({});
    await relata.tuples({ object: { type: "folder" } });
    await relata.deleteMatching({ object: "folder:a" });
    await relata.contents();
    await relata.models();
    await relata.stores.list();
    await relata.token();
    await relata.newestRevision();
    await relata.collectGarbage();
    expect(calls().map(({ operation, roundTrips }) => `${operation} ${roundTrips}`)).toEqual([
      "write 1",
      "count 1",
      "tuples 1",
      "delete 1",
      "contents 1",
      "models 1",
      "stores 1",
      "read 0",
      "log 1",
      "collect 1",
    ]);
    expect(told).toHaveLength(calls().length);
  });
});

const open = () => sqlite(":memory:");

describe("an engine that is observed", () => {
  test("counts the batches of a store that answers with promises, and runs again after each", async () => {
    const [atOnce, waiting] = [await filledRelata(memoryStore), await filledRelata(() => inBatches())];
    const [first, second] = [observing(atOnce), observing(waiting)];
    const question = { subject: "user:eve", permission: "read", object: INVOICE } as const;
    for (const relata of [atOnce, waiting]) await relata.check(question);
    const [one, other] = [first.questions()[0], second.questions()[0]];
    expect(other?.roundTrips).toBe(3);
    expect(other?.nodes).toBeGreaterThan(Number(one?.nodes));
  });

  test("tells nothing of whom or what it was asked", async () => {
    const relata = await filledRelata(open);
    const { told } = observing(relata);
    await relata.check(ANN);
    await failureOf(() => relata.check({ ...ANN, subject: "user:secret person" }));
    await relata.write(["folder:secret#viewer@user:ann"]);
    expect(JSON.stringify(told)).not.toMatch(/ann|invoice|secret|folder/);
  });

  test("tells of views, transactions of the application, and other stores", async () => {
    const relata = await filledRelata(open);
    const { told, questions } = observing(relata);
    const view = await relata.at();
    view.can("user:ann", "write", INVOICE);
    await failureOf(() => view.check({ ...ANN, permission: "no_such" }));
    view.listObjects({ subject: "user:ann", permission: "write", type: "client_abc:invoice" });
    await relata.store("other").can("user:ann", "write", INVOICE);
    expect(questions().map(({ question, failure, roundTrips }) => [question, failure, roundTrips])).toEqual([
      ["check", undefined, 0],
      ["check", "unknown_permission", 0],
      ["list_objects", undefined, 0],
      ["check", undefined, expect.toSatisfy((count: number) => count > 0)],
    ]);
    expect(told.filter(({ kind }) => kind === "call")).toMatchObject([{ operation: "contents" }]);
  });

  test("tells of what is thrown and is no failure, which goes on as it is", async () => {
    const broken = new TypeError("not a failure");
    const store = overridden(memoryStore(), "read", () => {
      throw broken;
    });
    const relata = await emptyRelata(() => store);
    const { questions } = observing(relata);
    await expect(relata.check(ANN)).rejects.toBe(broken);
    expect(questions()).toMatchObject([{ failure: "unexpected", calls: [{ failure: "unexpected" }] }]);
  });

  test("tells in the asynchronous context of whoever asked, of a list when it is awaited", async () => {
    const relata = await filledRelata(open);
    const who = new AsyncLocalStorage<string>();
    const told: (string | undefined)[] = [];
    relata.observe(() => void told.push(who.getStore()));
    const list = relata.listObjects({ subject: "user:ann", permission: "write", type: "client_abc:invoice" });
    await Promise.all([
      who.run("a", () => relata.check(ANN)),
      who.run("b", async () => (await relata.check(ANN)).outcome),
      who.run("c", async () => list),
    ]);
    expect(told).toHaveLength(3);
    expect(new Set(told)).toEqual(new Set(["a", "b", "c"]));
  });

  test("tells each observer, until it stops", async () => {
    const relata = await filledRelata(open);
    const [first, second] = [observing(relata), observing(relata)];
    await relata.check(ANN);
    first.stop();
    await relata.check(ANN);
    second.stop();
    await relata.check(ANN);
    expect([first.told.length, second.told.length]).toEqual([1, 2]);
  });
});

test("an engine that nobody observes measures nothing", async () => {
  const relata = await filledRelata(open);
  const { stop } = observing(relata);
  const clock = vi.spyOn(performance, "now");
  await relata.check(ANN);
  const observed = clock.mock.calls.length;
  stop();
  await relata.check(ANN);
  await relata.write(["folder:a#viewer@user:ann"]);
  expect([observed > 0, clock.mock.calls.length - observed]).toEqual([true, 0]);
  clock.mockRestore();
});
