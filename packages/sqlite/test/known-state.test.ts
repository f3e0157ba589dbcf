import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import type { Tuple } from "@relata/model";
import type { Answer, Plan, Wanted } from "@relata/resolver";
import { sqlite, type SqliteStore } from "@relata/sqlite";
import { afterAll, beforeEach, expect, test } from "vitest";
import { Connection } from "../src/connection.ts";
import { KnownState } from "../src/known-state.ts";
import { newestIn } from "../src/states.ts";
import { Statements } from "../src/statements.ts";
import { tablesIn } from "../src/tables.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const onAll: Tuple = { object: { type: "doc", id: "*" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const onOne: Tuple = { ...onAll, object: { type: "doc", id: "a" } };

let path: string;
let store: SqliteStore;
let files = 0;
const opened: { close(): void }[] = [];

beforeEach(() => {
  path = join(folder, `${files++}.db`);
  store = sqlite(path, { busyTimeoutMs: 20 });
  opened.push(store);
});
afterAll(() => opened.forEach((each) => each.close()));

function* viewers(id: string): Plan<Answer | undefined> {
  const [answer] = yield [{ ask: "objects", object: { type: "doc", id }, relation: "viewer" }];
  return answer;
}

async function onA(from: Pick<SqliteStore, "read"> = store): Promise<Answer | undefined> {
  return (await from.read(() => viewers("a"))).value;
}

test("a tuple on the wildcard object is on each object from the write on, and no longer than until it is deleted", async () => {
  await store.write({ touch: [onOne] });
  expect(await onA()).toEqual({ tuples: [onOne] });
  const { token } = await store.write({ touch: [onAll] });
  expect(await onA()).toEqual({ tuples: [onOne, onAll] });
  await store.write({ delete: [onAll] });
  expect(await onA()).toEqual({ tuples: [onOne] });
  const then = await store.read(() => viewers("a"), { consistency: { exactly: token } });
  expect(then.value).toEqual({ tuples: [onOne, onAll] });
});

test("the wildcard object itself has its own tuples once", async () => {
  await store.write({ touch: [onOne, onAll] });
  expect((await store.read(() => viewers("*"))).value).toEqual({ tuples: [onAll] });
});

test("a tuple that another connection put on the wildcard object is met by the next read", async () => {
  const other = sqlite(path);
  opened.push(other);
  expect(await onA()).toEqual({ tuples: [] });
  await other.write({ touch: [onAll] });
  expect(await onA()).toEqual({ tuples: [onAll] });
});

test("what a savepoint took back is not remembered of the write that has its number next", async () => {
  const client = new Database(path);
  opened.push(client);
  await onA();
  const read: unknown[] = [];
  client.transaction(() => {
    const inside = store.in(client);
    const see = () => read.push(inside.read(() => viewers("a")).value);
    client.exec("savepoint mine");
    inside.write({ touch: [onOne] });
    see();
    client.exec("rollback to mine");
    inside.write({ touch: [onAll] });
    see();
  })();
  expect(read).toEqual([{ tuples: [onOne] }, { tuples: [onAll] }]);
  expect(await onA()).toEqual({ tuples: [onAll] });
});

const inGroups = (group: string, subject: string): Tuple => {
  const [id = "", relation] = subject.split("#");
  const type = relation === undefined ? "user" : "group";
  return {
    object: { type: "group", id: group },
    relation: "member",
    subject: relation === undefined ? { type, id } : { type, id, relation },
  };
};

const GROUPS = [{ type: "group", relation: "member" }];
const groupsOf = (id: string) => ({ ask: "memberships", subject: { type: "user", id }, through: GROUPS }) as const;

function* asking(wanted: Wanted): Plan<Answer | undefined> {
  const [answer] = yield [wanted];
  return answer;
}

test("the groups of a subject are those of now, whoever wrote between two questions", async () => {
  const other = sqlite(path);
  opened.push(other);
  const ask = async () => (await store.read(() => asking(groupsOf("ann")))).value;
  await store.write({ touch: [inGroups("a", "ann")] });
  expect(await ask()).toEqual({ tuples: [inGroups("a", "ann")] });
  await other.write({ touch: [inGroups("b", "a#member")] });
  expect(await ask()).toEqual({ tuples: [inGroups("a", "ann"), inGroups("b", "a#member")] });
  await store.write({ delete: [inGroups("a", "ann")] });
  expect(await ask()).toEqual({ tuples: [] });
  const { token } = await store.write({ touch: [inGroups("c", "*")] });
  expect(await ask()).toEqual({ tuples: [inGroups("c", "*")] });
  await store.write({ delete: [inGroups("c", "*")] });
  const then = await store.read(() => asking(groupsOf("ann")), { consistency: { exactly: token } });
  expect(then.value).toEqual({ tuples: [inGroups("c", "*")] });
});

type Triple = readonly [none: KnownState, few: KnownState, many: KnownState];

const users = ["ann", "ben", "zoe"];
const change = fc.record({
  group: fc.constantFrom("a", "b", "c"),
  subject: fc.constantFrom(...users, "*", "a#member", "b#member", "*#member"),
  isDeleted: fc.boolean(),
});
const write = fc.uniqueArray(change, { maxLength: 3, selector: ({ group, subject }) => `${group} ${subject}` });

test("whether nothing is kept, a few tuples or very many, the groups of everybody are the same", async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
      const file = join(folder, `${files++}.db`);
      const written = sqlite(file);
      await written.count({});
      const client = new Database(file);
      const statements = new Statements(new Connection(client), tablesIn());
      const scope = { statements, databaseId: "any", store: written.name };
      const [none, few, many] = [0, 2, 50_000].map((most) => new KnownState(scope, most)) as unknown as Triple;
      for (const changes of writes) {
        const tuples = (isDeleted: boolean) =>
          changes.filter((one) => one.isDeleted === isDeleted).map(({ group, subject }) => inGroups(group, subject));
        await written.write({ touch: tuples(false), delete: tuples(true) });
        const state = { number: newestIn(scope) };
        for (const wanted of [...users, ...users].map(groupsOf)) {
          const expected = none.memberships(state, wanted);
          expect(few.memberships(state, wanted)).toEqual(expected);
          const known = many.memberships(state, wanted);
          expect(known).toEqual(expected);
          kept += Number(many.memberships(state, wanted) === known);
        }
      }
      client.close();
      written.close();
    }),
    { numRuns: 30 },
  );
  // And the last of them did keep what it was asked.
  expect(kept).toBeGreaterThan(100);
});
