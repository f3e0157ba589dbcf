import { createRelata, readModel, type ConsistencyInput, type Relata } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, NOON, STORES } from "./situation.ts";

const ANN = "folder:plans#viewer@user:ann";
const ASKED = { subject: "user:ann", permission: "view", object: "folder:plans" };
const INVOICE = "client_abc:invoice:1";

/** What everything that reads answers of one state. */
async function answers(relata: Relata, consistency: ConsistencyInput) {
  const { subject, permission, object } = ASKED;
  const view = await relata.at({ consistency });
  const { tuples } = await relata.contents({ consistency });
  const exported = [];
  for await (const record of relata.export({ consistency })) exported.push(record.kind);
  return {
    can: await relata.can(subject, permission, object, { consistency }),
    check: (await relata.check({ ...ASKED, consistency })).outcome,
    explain: (await relata.explain({ ...ASKED, consistency })).decision.outcome,
    objects: (await relata.listObjects({ subject, permission, type: "folder", consistency })).length,
    subjects: (await relata.listSubjects({ object, permission, type: "user", consistency })).length,
    view: view.can(subject, permission, object),
    tuples: tuples.length,
    page: (await relata.tuples({ object }, { consistency })).tuples.length,
    count: await relata.count({ object }, { consistency }),
    amount: (await relata.attributes.get(INVOICE, { consistency }))["amount"],
    exported: exported.join(),
  };
}

const WITH = {
  can: true,
  check: "allowed",
  explain: "allowed",
  objects: 1,
  subjects: 1,
  view: true,
  tuples: 1,
  page: 1,
  count: 1,
  amount: 1,
  exported: "tuple,attributes",
};
const WITHOUT = {
  can: false,
  check: "denied",
  explain: "denied",
  objects: 0,
  subjects: 0,
  view: false,
  tuples: 0,
  page: 0,
  count: 0,
  amount: 2,
  exported: "attributes",
};

describe.each(STORES)("everything that reads a store %s", (_, open) => {
  test("reads the state that is asked for: exactly that of a token, or one that is as fresh", async () => {
    const relata = await emptyRelata(open);
    const { token } = await relata.write({ touch: [ANN], attributes: [{ object: INVOICE, set: { amount: 1 } }] });
    const later = await relata.write({ delete: [ANN], attributes: [{ object: INVOICE, set: { amount: 2 } }] });
    expect(await answers(relata, { exactly: token })).toEqual(WITH);
    expect(await answers(relata, { exactly: later.token })).toEqual(WITHOUT);
    // A token is text, wherever it has been meanwhile.
    const kept = JSON.parse(JSON.stringify({ token: later.token })) as { readonly token: string };
    const fresh: readonly ConsistencyInput[] = ["fast", "latest", { atLeast: token }, { atLeast: kept.token }];
    for (const consistency of fresh) expect(await answers(relata, consistency)).toEqual(WITHOUT);
  });

  test("can read exactly what a read saw", async () => {
    const relata = await emptyRelata(open);
    await relata.write([ANN]);
    const tokens = [await relata.token(), (await relata.contents()).token, (await relata.at()).token];
    await relata.write({ delete: [ANN] });
    for (const exactly of tokens)
      expect(await relata.can("user:ann", "view", "folder:plans", { consistency: { exactly } })).toBe(true);
  });

  test("fails where the state is forgotten, or the token is of another store", async () => {
    const relata = await emptyRelata(open);
    const { token } = await relata.write([ANN]);
    const elsewhere = await relata.store("elsewhere").write([ANN]);
    await relata.write({ delete: [ANN] });
    await relata.collectGarbage({ before: NOON + 10 ** 12 });
    const ask = (consistency: ConsistencyInput) => failureOf(() => relata.check({ ...ASKED, consistency }));
    expect((await ask({ exactly: token })).code).toBe("snapshot_expired");
    expect((await relata.check({ ...ASKED, consistency: { atLeast: token } })).outcome).toBe("denied");
    const { token: newer } = await relata.store("elsewhere").write([ANN]);
    expect(elsewhere.token).not.toBe(newer);
    expect((await ask({ atLeast: newer })).code).toBe("invalid_consistency_token");
    expect((await ask({ exactly: newer })).code).toBe("invalid_consistency_token");
  });
});

test("a question that is asked again, because of what the application provides, is asked of the same state", async () => {
  const { model } = readModel(`model 1
type user
type invoice {
  attribute amount: number
  relation clerk: user
  permission refund = clerk when small
}
policy small = resource.amount <= 10`);
  let asked = 0;
  const relata: Relata = await createRelata({
    model,
    store: memoryStore(),
    provide: {
      // Between the two snapshots of a question, somebody writes.
      invoice: async () => {
        asked++;
        await relata.write({ delete: ["invoice:1#clerk@user:ann"] });
        return { 1: { amount: 5 } };
      },
    },
  });
  const { token } = await relata.write(["invoice:1#clerk@user:ann"]);
  const ask = (consistency: ConsistencyInput) => relata.can("user:ann", "refund", "invoice:1", { consistency });
  expect(await ask("fast")).toBe(false);
  expect(await ask({ exactly: token })).toBe(true);
  expect(asked).toBe(2);
});

const FORMS = '`consistency` is `"fast"`, `"latest"`, `{ atLeast: token }` or `{ exactly: token }`';

test.each([
  ["lates", "invalid_question", FORMS],
  [null, "invalid_question", FORMS],
  [{}, "invalid_question", FORMS],
  [{ atLest: "x" }, "invalid_question", FORMS],
  [{ atLeast: "x", exactly: "x" }, "invalid_question", FORMS],
  [{ atLeast: undefined }, "invalid_question", FORMS],
  [{ atLeast: 5 }, "invalid_consistency_token", "a token is text: pass one on as it came"],
  [
    { exactly: "yesterday" },
    "invalid_consistency_token",
    "the token is none that a store gave: pass one on as it came",
  ],
])("%j names no state, and the failure says what does", async (given, code, message) => {
  const relata = await emptyRelata(memoryStore);
  const consistency = given as ConsistencyInput;
  const attempts = [
    () => relata.check({ ...ASKED, consistency }),
    () => relata.can("user:ann", "view", "folder:plans", { consistency }),
    () => relata.explain({ ...ASKED, consistency }),
    () => relata.listObjects({ subject: "user:ann", permission: "view", type: "folder", consistency }),
    () => relata.contents({ consistency }),
    () => relata.tuples({}, { consistency }),
    () => relata.count({}, { consistency }),
    () => relata.export({ consistency }).next(),
    () => relata.attributes.get(INVOICE, { consistency }),
  ];
  for (const attempt of attempts) {
    const failure = await failureOf(async () => attempt());
    expect([failure.code, failure.message]).toEqual([code, message]);
  }
});

test("of what is of one state, no other can be asked", async () => {
  const relata = await emptyRelata(memoryStore);
  const view = await relata.at();
  const consistency = "latest";
  const { subject, permission, object } = ASKED;
  for (const attempt of [
    () => view.check({ ...ASKED, consistency }),
    () => view.can(subject, permission, object, { consistency }),
    () => view.explain({ ...ASKED, consistency }),
    () => view.listObjects({ subject, permission, type: "folder", consistency }),
    () => view.listSubjects({ object, permission, type: "user", consistency }),
  ]) {
    const failure = await failureOf(attempt);
    expect([failure.code, failure.message]).toEqual(["invalid_question", expect.stringContaining("are of one state")]);
  }
});
