import { join } from "node:path";
import Database from "better-sqlite3";
import { parseInstant, type Instant } from "@relata/model";
import type { Answer, Plan, Wanted } from "@relata/resolver";
import { sqlite, type SqliteStore } from "@relata/sqlite";
import type { ConsistencyToken, TupleFilter } from "@relata/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fill } from "./fill.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const TUPLES = process.env["RELATA_LONG"] === "1" ? 1_000_000 : 100_000;

const path = join(temporaryFolder(), "large.db");

/** What is asked of the store, by a name; each is run, and every statement that it runs is explained. */
type Asked = (store: SqliteStore, token: ConsistencyToken) => unknown;

const object = { type: "doc", id: "d77" };
const questions: readonly Wanted[] = [
  { ask: "has", object, relation: "viewer", subject: { type: "user", id: "u5" } },
  { ask: "has", object, relation: "viewer", subject: { type: "group", id: "g5", relation: "member" } },
  { ask: "sets", object, relation: "viewer" },
  { ask: "objects", object, relation: "viewer" },
  { ask: "memberships", subject: { type: "user", id: "u5" }, through: [{ type: "group", relation: "member" }] },
  { ask: "attributes", object },
  { ask: "usages", entity: { type: "user", id: "u5" } },
  { ask: "ids", type: "folder" },
  {
    ask: "usages",
    entity: { type: "group", id: "g5" },
    use: { type: "doc", relation: "viewer", as: "member" },
  },
];

const filters: Readonly<Record<string, TupleFilter>> = {
  "object type": { object: { type: "folder" } },
  object: { object },
  "object and relation": { object, relation: "viewer" },
  "object, relation and subject type": { object, relation: "viewer", subject: { type: "user" } },
  "subject type": { subject: { type: "group" } },
  subject: { subject: { type: "user", id: "u5" } },
  "plain subject": { subject: { type: "user", id: "u5", relation: null } },
  "subject set and object type": {
    subject: { type: "group", id: "g5", relation: "member" },
    object: { type: "doc" },
  },
  "object type and subject": { object: { type: "doc" }, subject: { type: "group", id: "g5" } },
};

function* asking(wanted: Wanted): Plan<Answer | undefined> {
  const [answer] = yield [wanted];
  return answer;
}

async function firstPages(store: SqliteStore, filter: TupleFilter, token?: ConsistencyToken): Promise<void> {
  const options = { limit: 2, ...(token !== undefined && { consistency: { exactly: token } }) };
  const { next } = await store.tuples(filter, options);
  if (next !== undefined) await store.tuples(filter, { limit: 2, after: next });
}

/** Whether it holds or not. */
async function demand(store: SqliteStore, filter: TupleFilter): Promise<void> {
  await Promise.resolve()
    .then(() => store.write({ preconditions: [{ must: "match", filter }] }))
    .catch((error: unknown) => expect(error).toMatchObject({ code: "precondition_failed" }));
}

const when = (text: string) => parseInstant(text) as Instant;

const asked: Readonly<Record<string, Asked>> = {
  ...Object.fromEntries(
    questions.flatMap((wanted, i): [string, Asked][] => [
      [`${wanted.ask} (${i}) live`, (store) => store.read(() => asking(wanted))],
      [
        `${wanted.ask} (${i}) as of a token`,
        (store, token) => store.read(() => asking(wanted), { consistency: { exactly: token } }),
      ],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(filters).flatMap(([name, filter]): [string, Asked][] => [
      [`pages by ${name}`, async (store) => firstPages(store, filter)],
      [`pages by ${name} as of a token`, async (store, token) => firstPages(store, filter, token)],
      [`count by ${name}`, (store) => store.count(filter)],
      [`count by ${name} as of a token`, (store, token) => store.count(filter, { consistency: { exactly: token } })],
      [`precondition on ${name}`, async (store) => demand(store, filter)],
      [`delete by ${name}`, (store) => store.deleteMatching(filter, { limit: 1 })],
    ]),
  ),
  "a write": (store) =>
    store.write({
      touch: [{ object, relation: "viewer", subject: { type: "user", id: "new" } }],
      create: [{ object, relation: "viewer", subject: { type: "user", id: "newer" } }],
      delete: [{ object, relation: "editor", subject: { type: "user", id: "new" } }],
      attributes: [{ object, set: { amount: 7 }, unset: ["status"] }],
      idempotencyKey: "one",
    }),
  "a write that replaces": (store) =>
    store.write({
      touch: [{ object, relation: "viewer", subject: { type: "user", id: "new" }, from: when("2026-01-01T00:00:00Z") }],
    }),
  "revisions of the log": (store, token) => [store.log.numberOf(token), store.log.revisions(500, 300)],
  "the newest revision": (store) => store.log.newest(),
  "at least as fresh as a token": (store, token) =>
    store.read(() => asking(questions[0] as Wanted), { consistency: { atLeast: token } }),
  "edges of windows": (store) =>
    store.log.edges({ after: when("2026-01-01T01:00:00Z"), until: when("2026-01-01T03:00:00Z"), limit: 3 }),
  "the models": (store) => [store.models.list(), store.models.get(), store.models.get(1)],
  "the list of stores": (store) => store.stores.list(),
  "pages of everything": async (store) => firstPages(store, {}),
  "pages of everything as of a token": async (store, token) => firstPages(store, {}, token),
  "attribute pages": async (store) => {
    const { next } = await store.attributes({ limit: 2 });
    if (next !== undefined) await store.attributes({ limit: 2, after: next });
  },
  "attribute pages as of a token": async (store, token) => {
    const { next } = await store.attributes({ limit: 2, consistency: { exactly: token } });
    if (next !== undefined) await store.attributes({ limit: 2, after: next });
  },
  "garbage collection": (store) => store.collectGarbage({ before: 1, batch: 90 }),
};

/** Every statement that was run for what was asked, with what it was run with. */
const seen = new Map<string, Map<string, readonly unknown[]>>();
let current = "opening";
// oxlint-disable-next-line typescript/unbound-method -- it is called on connections
const prepare = Database.prototype.prepare;

/** Notes what is run on connections from now on. */
function record(): void {
  Database.prototype.prepare = function (this: Database.Database, text: string) {
    const statement = prepare.call(this, text);
    for (const way of ["all", "get", "run"] as const) {
      const run = statement[way].bind(statement) as (...values: readonly unknown[]) => unknown;
      statement[way] = ((...values: readonly unknown[]) => {
        const texts = seen.get(current) ?? new Map<string, readonly unknown[]>();
        seen.set(current, texts.set(text, values));
        return run(...values);
      }) as never;
    }
    return statement;
  } as typeof prepare;
}

let explaining = new Database(":memory:");

beforeAll(async () => {
  sqlite(path).close();
  const client = new Database(path);
  fill(client, TUPLES);
  client.close();
  record();
  const store = sqlite(path, { clock: () => 1_000 * TUPLES });
  const [databaseId] = (await store.write({})).token.split(".");
  // As of a state since which much has ended, and of one since which little has: either has statements of its own.
  for (const number of [2, TUPLES / 100 - 10]) {
    const token = `${databaseId}.${number.toString(36)}` as ConsistencyToken;
    for (const [name, ask] of Object.entries(asked)) {
      current = name;
      await ask(store, token);
    }
  }
  store.close();
  Database.prototype.prepare = prepare;
}, 300_000);
afterAll(() => explaining.close());

interface Step {
  readonly detail: string;
}

function planOf(text: string, values: readonly unknown[]): readonly string[] {
  const steps = explaining.prepare(`explain query plan ${text}`).all(...values) as Step[];
  return steps.map(({ detail }) => detail);
}

/** Steps that meet every row of a table, or of a store, or all that match before the first is answered. */
function walks(text: string, plan: readonly string[]): readonly string[] {
  return plan.filter(
    (step, i) =>
      /^SCAN (relata_(?!database)|t\b|m\b)/.test(step) ||
      /^SEARCH .*(tuples|attributes)\w* \(store=\?\)$/.test(step) ||
      (step.endsWith("_ended (store=? AND ended_in>?)") && !text.includes('_ended"')) ||
      // What ended since a state is put in order where it is little.
      (step === "USE TEMP B-TREE FOR ORDER BY" &&
        !/_ended \(store=\? AND ended_in>\?\)/.test(plan.slice(i - 2, i).join())),
  );
}

/** What walks by intent, in the order of an index, and stops at the page's end. */
const LISTS = /^(attribute pages|pages of everything)/;

describe.each(["as they are", "analyzed"])("over many tuples, with tables %s", (how) => {
  beforeAll(() => {
    explaining = new Database(path);
    if (how === "analyzed") explaining.exec("analyze");
    explaining.close();
    explaining = new Database(path);
  }, 120_000);

  test.each(Object.keys(asked))("%s walks over no table", (name) => {
    const statements = [...(seen.get(name) ?? [])].filter(([text]) => !/^(begin|commit|rollback)/.test(text));
    expect(statements.length).toBeGreaterThan(0);
    const found = statements.map(([text, values]) => [text, planOf(text, values)] as const);
    const walking = found.filter(([text, plan]) =>
      walks(text, plan).some((step) => !(LISTS.test(name) && step.startsWith("SEARCH"))),
    );
    expect(walking).toEqual([]);
  });

  const object = "store=? AND object_type=? AND object_id=? AND relation=?";
  const subject = "store=? AND subject_type=? AND subject_id=?";
  test.each([
    ["has (0)", "key", `${object} AND subject_type=? AND subject_id=? AND subject_relation=?`],
    ["sets (2)", "sets", object],
    ["objects (3)", "key", object],
    ["memberships (4)", "subject", `${subject} AND subject_relation=? AND object_type=?`],
    ["usages (6)", "subject", subject],
    ["usages (8)", "subject", `${subject} AND subject_relation=? AND object_type=? AND relation=?`],
  ])("%s goes straight to what is asked for, among the live and among the past", (name, index, columns) => {
    const stepsOf = (of: string) =>
      [...(seen.get(`${name} ${of}`) ?? [])].flatMap(([text, values]) => planOf(text, values));
    const search = (life: string): unknown =>
      expect.stringContaining(`SEARCH t USING INDEX relata_tuples_${life}_${index} (${columns}`);
    expect(stepsOf("live")).toEqual(expect.arrayContaining([search("live")]));
    expect(stepsOf("as of a token")).toEqual(expect.arrayContaining([search("live"), search("past")]));
  });

  test("the writes of a store are never looked for among those of others", () => {
    const names = ["the newest revision", "revisions of the log", "at least as fresh as a token", "garbage collection"];
    const statements = names.flatMap((name) => [...(seen.get(name) ?? [])]).filter(([text]) => text.includes('_log"'));
    expect(statements).toHaveLength(5);
    const plans = statements.map(([text, values]) => planOf(text, values));
    expect(plans.map((plan) => plan[0])).toEqual(
      plans.map(() => expect.stringContaining("relata_transactions_log (store=?")),
    );
  });
});
