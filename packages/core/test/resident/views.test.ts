import { createRelata, type Relata, type RelataOptions, type Store, type View } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { ATTRIBUTES, failureOf, model, NOON, STORES, TUPLES } from "../situation.ts";
import { ProbedStore } from "./probed-store.ts";
import { slowStore } from "./slow-store.ts";
import { until } from "./until.ts";

const PLANS = "folder:plans";
const NEW = `${PLANS}#viewer@user:new`;

const kinds = STORES.flatMap(([name, open]) => [
  [name, open] as const,
  [`${name}, behind a wire`, () => slowStore(open())] as const,
]);

/** Whether the new viewer sees the folder; or the code of the failure. */
function answerOf(view: View): unknown {
  try {
    return view.can("user:new", "view", PLANS);
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

async function filled(store: Store, options: Partial<RelataOptions> = {}): Promise<Relata> {
  const relata = await createRelata({ model, store, clock: () => NOON, resident: true, ...options });
  await relata.write({ touch: TUPLES, attributes: ATTRIBUTES });
  expect((await relata.ready()).state).toBe("resident");
  return relata;
}

describe.each(kinds)("a view of a resident store %s", (_, open) => {
  test("answers at once, and each question as the engine does", async () => {
    const relata = await filled(open());
    const view = await relata.at();
    expect(view.token).toBe(await relata.token());
    const question = { subject: "user:ann", permission: "read", object: "client_abc:invoice:1" };
    expect(view.check(question)).toEqual(await relata.check(question));
    expect(view.explain(question)).toEqual(await relata.explain(question));
    expect(view.can("user:carl", "read", "client_abc:invoice:1")).toBe(false);
    const list = { subject: "user:ann", permission: "write", type: "client_abc:invoice" };
    expect(view.listObjects(list)).toEqual(await relata.listObjects(list));
    expect(view.checkMany([question])).toEqual(await relata.checkMany([question]));
    expect(view.permissionsOf("user:ann")).toEqual(await relata.permissionsOf("user:ann"));
    await relata.close();
  });

  test("stays at its state for a while, though others write, and what is written is in their answers at once", async () => {
    const relata = await filled(open());
    const began = performance.now();
    const view = await relata.at();
    await relata.write([NEW]);
    expect(await relata.can("user:new", "view", PLANS)).toBe(true);
    // Why the clock: a slow machine may have let the time go by.
    const before = view.token;
    const answer = answerOf(view);
    expect(performance.now() - began < 95 ? answer : "late").not.toBe("snapshot_expired");
    expect(answer).not.toBe(true);
    await until(async () => (await relata.at()).token !== before);
    await relata.close();
  });

  test("ends some time after others wrote, with a failure that says so, and every question of it", async () => {
    const relata = await filled(open());
    const view = await relata.at();
    await relata.write([NEW]);
    await until(async () => {
      await relata.can("user:new", "view", PLANS);
      return answerOf(view) !== false;
    });
    const question = { subject: "user:new", permission: "view", object: PLANS };
    for (const attempt of [
      () => view.can("user:new", "view", PLANS),
      () => view.check(question),
      () => view.explain(question),
      () => view.checkMany([question]),
      () => view.listObjects({ subject: "user:new", permission: "view", type: "folder" }),
      () => view.listSubjects({ object: PLANS, permission: "view", type: "user" }),
      () => view.permissionsOf("user:new"),
    ]) {
      expect(await failureOf(attempt)).toMatchObject({
        code: "snapshot_expired",
        message:
          "the view is of a state that memory no longer holds: what was written meanwhile is held back for 100 ms; open another view, or ask with `consistency: { exactly: view.token }`",
      });
    }
    const exactly = { consistency: { exactly: view.token } };
    expect(await relata.can("user:new", "view", PLANS, exactly)).toBe(false);
    expect((await relata.at()).can("user:new", "view", PLANS)).toBe(true);
    await relata.close();
  });

  test("is closed with its engine", async () => {
    const relata = await filled(open());
    const view = await relata.at();
    await relata.close();
    expect(await failureOf(() => view.can("user:ann", "view", PLANS))).toMatchObject({ code: "closed" });
  });

  test("of what was exactly so at a token, or of the latest, is of that", async () => {
    const relata = await filled(open());
    const first = await relata.token();
    await relata.write([NEW]);
    const latest = await relata.at({ consistency: "latest" });
    expect(latest.can("user:new", "view", PLANS)).toBe(true);
    const past = await relata.at({ consistency: { exactly: first } });
    expect([past.token, past.can("user:new", "view", PLANS)]).toEqual([first, false]);
    expect((await relata.at({ consistency: { atLeast: latest.token } })).can("user:new", "view", PLANS)).toBe(true);
    await relata.close();
  });
});

test("views of a store that is not written to stay valid, and cost the store nothing", async () => {
  const probe = new ProbedStore(memoryStore());
  const relata = await filled(probe.store, { maxViewTuples: 1 });
  const views = [await relata.at()];
  const end = performance.now() + 150;
  probe.counts();
  await until(() => performance.now() > end);
  for (let i = 0; i < 10; i++) views.push(await relata.at());
  for (const view of views) expect(view.can("user:eve", "view", PLANS)).toBe(true);
  const { "log.newest": _, ...others } = probe.counts();
  expect(others).toEqual({});
});

test("views that are opened again and again hold the graph back no longer than the last of them needs, while others write", async () => {
  const relata = await filled(slowStore(memoryStore()));
  const end = performance.now() + 400;
  let moved = 0;
  let last = await relata.token();
  for (let i = 0; performance.now() < end; i++) {
    await relata.write([`${PLANS}#viewer@user:u${i}`]);
    const view = await relata.at();
    expect(view.can(`user:u${i}`, "view", PLANS)).toBe(true);
    if (view.token !== last) moved++;
    last = view.token;
  }
  expect(moved).toBeGreaterThan(0);
  await relata.close();
});

test("views that are opened again and again see what others write, though nobody asks for the latest", async () => {
  const store = memoryStore();
  const relata = await filled(slowStore(store));
  const other = await createRelata({ model, store, clock: () => NOON });
  await relata.at();
  await other.write([NEW]);
  await until(async () => (await relata.at()).can("user:new", "view", PLANS));
  expect(await relata.can("user:new", "view", PLANS)).toBe(true);
  await relata.close();
});
