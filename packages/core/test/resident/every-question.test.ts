import { createRelata, type CheckItem, type Relata, type RelataOptions, type Store } from "@relata/core";
import { describe, expect, test } from "vitest";
import { ATTRIBUTES, model, NOON, STORES, TUPLES } from "../situation.ts";
import { ProbedStore } from "./probed-store.ts";
import { slowStore } from "./slow-store.ts";

const SUBJECTS = ["user:ann", "apikey:importer", "user:carl", "user:bob", "user:ida", "user:rob", "user:new", "user:*"];
const INVOICE = "client_abc:invoice";
const OBJECTS = [
  "folder:plans",
  "folder:public",
  "group:clerks",
  "group:new",
  `${INVOICE}:1`,
  `${INVOICE}:2`,
  `${INVOICE}:3`,
  `${INVOICE}:new`,
];

type Attempt = readonly [string, (relata: Relata) => unknown];

/** What every kind of question may bring along besides itself. */
const CIRCUMSTANCES: readonly (readonly [string, object])[] = [
  ["nothing else", {}],
  ["context", { context: { region: "eu" } }],
  ["an instant", { now: "2026-03-02T20:00:00Z" }],
  ["a budget", { budget: 3 }],
  ["a deadline", { deadlineMs: 60_000 }],
  ["a signal", { signal: new AbortController().signal }],
  ["a signal that has come", { signal: AbortSignal.abort() }],
  ["tuples", { tuples: ["group:clerks#member@user:new", `${INVOICE}:1#banned@user:ann`] }],
  ["`latest`", { consistency: "latest" }],
];

function* questions(): Generator<Attempt> {
  for (const [name, given] of CIRCUMSTANCES) {
    for (const subject of SUBJECTS) {
      for (const object of OBJECTS) {
        const type = object.slice(0, object.lastIndexOf(":"));
        const permissions = { folder: ["view", "viewer"], group: ["member"] }[type] ?? [
          "read",
          "write",
          "refund",
          "auditor",
        ];
        for (const permission of [...permissions, "nonsense"]) {
          const question = { subject, permission, object, ...given };
          const what = `${subject} ${permission} ${object}, with ${name}`;
          yield [`check ${what}`, (relata) => relata.check(question)];
          yield [`can ${what}`, (relata) => relata.can(subject, permission, object, given)];
        }
        yield [
          `permissions on ${object} of ${subject}, with ${name}`,
          (relata) => relata.permissionsOn(subject, object, given),
        ];
      }
      yield [`permissions of ${subject}, with ${name}`, (relata) => relata.permissionsOf(subject, given)];
      const list = { subject, permission: "read", type: INVOICE, ...given };
      yield [`objects of ${subject}, with ${name}`, (relata) => relata.listObjects(list)];
      yield [`a page of objects of ${subject}, with ${name}`, (relata) => relata.listObjects(list, { limit: 1 })];
      const explained = { subject, permission: "read", object: `${INVOICE}:1`, ...given };
      yield [`explain ${subject}, with ${name}`, (relata) => relata.explain(explained)];
    }
    const about = { object: `${INVOICE}:1`, permission: "read", ...given };
    yield [`subjects, with ${name}`, (relata) => relata.listSubjects({ ...about, type: "user" })];
    yield [
      `a page of subjects, with ${name}`,
      (relata) => relata.listSubjects({ ...about, type: "user" }, { limit: 1 }),
    ];
    yield [`expand, with ${name}`, (relata) => relata.expand(about)];
    const items: CheckItem[] = SUBJECTS.flatMap((subject) =>
      OBJECTS.filter((object) => object.startsWith(INVOICE)).map((object) => ({ subject, permission: "read", object })),
    );
    yield [`many, with ${name}`, (relata) => relata.checkMany(items, given)];
    const supplied = {
      subject: "user:rob",
      permission: "auditor",
      object: `${INVOICE}:3`,
      resource: { amount: 4 },
      ...given,
    };
    yield [`check with a resource, with ${name}`, (relata) => relata.check(supplied)];
    yield [
      `check of two at once, with ${name}`,
      (relata) => relata.check({ ...about, subject: { allOf: ["user:ann", "apikey:importer"] } }),
    ];
  }
}

/** Both in one text: what is answered, or with what it fails. */
async function answerOf(relata: Relata, ask: Attempt[1]): Promise<string> {
  try {
    return JSON.stringify(await ask(relata), plain);
  } catch (error) {
    const { code, message, details } = error as { code?: string; message?: string; details?: unknown };
    return JSON.stringify({ code, message, details }, plain);
  }
}

/** Why without: what is decided from tuples alone holds for good, where the resolver may name an instant that is too early. */
function plain(name: string, value: unknown): unknown {
  if (name === "validUntil") return undefined;
  return typeof value === "bigint" ? String(value) : value;
}

async function filled(store: Store, options: Partial<RelataOptions>): Promise<Relata> {
  const relata = await createRelata({ model, store, clock: () => NOON, ...options });
  await relata.write({ touch: TUPLES, attributes: ATTRIBUTES });
  await relata.ready();
  return relata;
}

const provide: NonNullable<RelataOptions["provide"]> = {
  [INVOICE]: async (ids) => Object.fromEntries(ids.map((id) => [id, { status: "paid", amount: 7 }])),
};

describe.each([...STORES, ["behind a wire", () => slowStore(STORES[0]?.[1]() as Store)] as const])(
  "a store %s",
  (name, open) => {
    test.each<readonly [string, Partial<RelataOptions>]>([
      ["", {}],
      [", with attributes of the application", { provide }],
      [", with a budget of the engine", { budget: 4 }],
    ])("answers every question from memory as from itself, and is asked nothing meanwhile%s", async (_, options) => {
      const store = open();
      const without = await filled(store, options);
      const probed = new ProbedStore(store);
      const resident = await filled(probed.store, { ...options, resident: true });
      expect(resident.residentStatus).toMatchObject({ state: "resident", tuples: TUPLES.length });
      probed.counts();
      let count = 0;
      for (const [what, ask] of questions()) {
        // Why not all: each costs two answers, and behind a wire their way besides.
        if (count++ % (name === "behind a wire" ? 29 : 5) > 0) continue;
        expect([what, await answerOf(resident, ask)]).toEqual([what, await answerOf(without, ask)]);
      }
      const { read = 0, scan = 0, contents = 0 } = probed.counts();
      expect({ read, scan, contents }).toEqual({ read: 0, scan: 0, contents: 0 });
      await resident.close();
    });
  },
);

test("answers of an engine that was not asked to hold its store are not from memory", async () => {
  const probed = new ProbedStore(STORES[0]?.[1]() as Store);
  const relata = await filled(probed.store, {});
  expect(await relata.ready()).toEqual({ state: "off", bytes: 0, maxBytes: 0, tuples: 0, revision: 0 });
  probed.counts();
  expect(await relata.can("user:ann", "read", `${INVOICE}:1`)).toBe(true);
  expect(probed.counts()).toEqual({ read: 1 });
});
