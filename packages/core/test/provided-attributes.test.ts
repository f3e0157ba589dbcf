import { createRelata, readModel, type AttributeProviders, type Relata } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { failureOf, STORES } from "./situation.ts";

const { model } = readModel(`model 1
type user { attribute level: number }
type apikey
type invoice {
  attribute amount: number
  attribute note: any
  trusted attribute due: timestamp
  relation clerk: user | apikey
  permission refund = clerk when small
  permission chase = clerk when overdue
  permission read = clerk
  permission annotate = clerk when blank
}
policy small = json { "<=": [{ "var": "resource.amount" }, { "var": "subject.level" }] }
policy overdue = json { ">": [{ "var": "now" }, { "var": "resource.due" }] }
policy blank = json { "==": [{ "var": "resource.note" }, null] }`);

const TUPLES = ["a", "b", "c"].map((id) => `invoice:${id}#clerk@user:ann`);

/** The application's rows, and what was asked of them. */
function rows() {
  const asked: string[] = [];
  const provide: AttributeProviders = {
    invoice: async (ids) => {
      asked.push(`invoice ${ids.join()}`);
      return new Map(
        ids.map((id) => [id, { id, amount: id === "b" ? 5_000 : 10, due: new Date("2026-01-01"), note: null }]),
      );
    },
    user: (ids) => {
      asked.push(`user ${ids.join()}`);
      return Object.fromEntries(ids.map((id) => [id, { level: 100 }]));
    },
  };
  return { asked, provide };
}

async function open(store = memoryStore(), provide: AttributeProviders = rows().provide): Promise<Relata> {
  const relata = await createRelata({ model, store, provide, clock: () => Date.parse("2026-02-01") });
  await relata.write(TUPLES);
  return relata;
}

describe.each(STORES)("what the application provides, over a store %s", (_, openStore) => {
  test("decides, and is asked for together and once", async () => {
    const { asked, provide } = rows();
    const relata = await createRelata({ model, store: openStore(), provide });
    await relata.write(TUPLES);
    expect(await relata.can("user:ann", "refund", "invoice:a")).toBe(true);
    expect(await relata.can("user:ann", "refund", "invoice:b")).toBe(false);
    expect(asked).toEqual(["invoice a", "user ann", "invoice b", "user ann"]);
  });

  test("is in lists: every invoice that I may refund", async () => {
    const { asked, provide } = rows();
    const relata = await createRelata({ model, store: openStore(), provide });
    await relata.write(TUPLES);
    const list = await relata.listObjects({ subject: "user:ann", permission: "refund", type: "invoice" });
    expect(list.map(({ reference, outcome }) => [reference, outcome])).toEqual([
      ["invoice:a", "allowed"],
      ["invoice:c", "allowed"],
    ]);
    expect(asked).toEqual(["invoice a,b,c", "user ann"]);
    const subjects = await relata.listSubjects({ object: "invoice:a", permission: "refund", type: "user" });
    expect(subjects).toEqual([{ reference: "user:ann", outcome: "allowed" }]);
  });

  test("is not asked for where nothing reads it", async () => {
    const { asked, provide } = rows();
    const relata = await createRelata({ model, store: openStore(), provide });
    await relata.write(TUPLES);
    await relata.can("user:ann", "read", "invoice:a");
    expect(asked).toEqual([]);
  });
});

describe("of what is known in several places", () => {
  test("stored values win over provided ones, and these over what the request supplies", async () => {
    const relata = await open();
    const question = { subject: "user:ann", permission: "refund", object: "invoice:b", resource: { amount: 1 } };
    expect(await relata.check(question)).toEqual({ outcome: "denied" });
    await relata.attributes.set("invoice:b", { amount: 20 });
    expect(await relata.check(question)).toEqual({ outcome: "allowed" });
    await relata.attributes.delete("invoice:b", ["amount"]);
    expect(await relata.check(question)).toEqual({ outcome: "denied" });
  });

  test("a trusted attribute may be provided, and a date is a timestamp", async () => {
    const relata = await open();
    expect(await relata.can("user:ann", "chase", "invoice:a")).toBe(true);
    expect(await relata.can("user:ann", "chase", "invoice:a", { now: "2025-12-31T00:00:00Z" })).toBe(false);
  });

  test("a null is a value where anything may stand, and else nothing", async () => {
    const nulls = { invoice: () => ({ a: { amount: null, note: null } }), user: () => ({ ann: { level: 1 } }) };
    const relata = await open(memoryStore(), nulls);
    expect(await relata.can("user:ann", "annotate", "invoice:a")).toBe(true);
    const { outcome } = await relata.check({ subject: "user:ann", permission: "refund", object: "invoice:a" });
    expect(outcome).toBe("conditional");
  });

  test("an object that the application does not know has nothing, nor has a generic one", async () => {
    const asked: string[] = [];
    const provide = {
      invoice: (ids: readonly string[]) => {
        asked.push(...ids);
        return {};
      },
    };
    const relata = await open(memoryStore(), provide);
    const { outcome } = await relata.check({ subject: "user:ann", permission: "chase", object: "invoice:a" });
    expect(outcome).toBe("conditional");
    await relata.write(["invoice:*#clerk@user:ann"]);
    await relata.listObjects({ subject: "user:ann", permission: "chase", type: "invoice" });
    expect(asked).not.toContain("*");
  });
});

describe("a provider that fails is a failure, and never an answer", () => {
  const refund = { subject: "user:ann", permission: "refund", object: "invoice:a" };

  test.each<[string, AttributeProviders, string]>([
    ["by rejecting", { invoice: () => Promise.reject(new Error("no route")) }, "no route"],
    [
      "by throwing",
      {
        invoice: () => {
          throw new Error("no table");
        },
      },
      "no table",
    ],
    ["by answering nothing", { invoice: () => undefined as never }, "in a map or an object"],
    [
      "by a value of another type",
      { invoice: () => ({ a: { amount: "10" } }) },
      "`amount` of `invoice:a`, as it is provided, is",
    ],
    [
      "by a date that is none",
      { invoice: () => ({ a: { amount: 1, due: new Date(Number.NaN) } }) },
      "declares `due: timestamp`",
    ],
  ])("%s", async (_, provide, message) => {
    const relata = await open(memoryStore(), provide);
    const failure = await failureOf(() => relata.check(refund));
    expect(failure.code).toBe("provider_failed");
    expect(failure.message).toContain(message);
    expect((await failureOf(() => relata.can("user:ann", "refund", "invoice:a"))).code).toBe("provider_failed");
  });

  test("unless the answer does not depend on it", async () => {
    const relata = await open(memoryStore(), { invoice: () => Promise.reject(new Error("no route")) });
    expect(await relata.can("user:ann", "read", "invoice:a")).toBe(true);
  });

  test("where nothing can be waited for, it must answer at once", async () => {
    const relata = await open();
    const view = await relata.at();
    const failure = await failureOf(() => view.check(refund));
    expect(failure.message).toContain("which a synchronous transaction cannot wait for");
    const now = await open(memoryStore(), {
      invoice: () => ({ a: { amount: 1 } }),
      user: () => ({ ann: { level: 2 } }),
    });
    expect((await now.at()).can("user:ann", "refund", "invoice:a")).toBe(true);
  });
});

test("a provider for what the model does not have is refused at once", async () => {
  for (const [type, message] of [
    ["invoce", "unknown type `invoce`"],
    ["apikey", "declares none"],
  ] as const) {
    const failure = await failureOf(() => open(memoryStore(), { [type]: () => ({}) }));
    expect(failure.message).toContain(message);
  }
});
