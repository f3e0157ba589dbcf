import { sqlite } from "@relata/sqlite";
import { createRelata, readModel } from "@relata/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMIT_SETTINGS, readLimits } from "../src/limit-settings.ts";
import { readSettings } from "../src/settings.ts";
import { start, type Started } from "../src/start.ts";
import { file, json, MODEL } from "./situation.ts";

const ALL = Object.values(LIMIT_SETTINGS);
const byValue = (a: number, b: number) => a - b;

test("each limit may be set to anything within its range, and is what is said of it unless it is", () => {
  for (const { variable, least, most, byDefault } of ALL) {
    expect(readLimits({ [variable]: "" })).toEqual(readLimits({}));
    expect(readLimits({ [variable]: String(byDefault) })).toEqual(readLimits({}));
    for (const value of [least, most]) {
      const { limits, problems } = readLimits({ [variable]: String(value) });
      expect([problems, JSON.stringify(limits).includes(String(value))]).toEqual([[], true]);
    }
  }
});

test("each stands in a place of its own", () => {
  const env = Object.fromEntries(ALL.map(({ variable, least }, i) => [variable, String(least + i + 1)]));
  const { limits } = readLimits(env);
  const { maxBodyBytes, ...groups } = limits;
  const values = [maxBodyBytes, ...Object.values(groups).flatMap((group) => Object.values(group))];
  expect(values.toSorted(byValue)).toEqual(ALL.map(({ least }, i) => least + i + 1).toSorted(byValue));
});

test("what is no limit is named with what it may be, all of them at once", () => {
  const env = Object.fromEntries(ALL.map(({ variable, most }) => [variable, String(most + 1)]));
  expect(readLimits(env).problems.toSorted()).toEqual(
    ALL.map(
      ({ variable, least, most }) =>
        `\`${variable}\` is \`${most + 1}\`: it must be a whole number from ${least} to ${most}`,
    ).toSorted(),
  );
  for (const text of ["1e4", "-1", "10.5", "0x10", "many", " 9"]) {
    expect(readLimits({ RELATA_MAX_BATCH_ITEMS: text }).problems).toHaveLength(1);
  }
});

function residentMib(env: Readonly<Record<string, string>>): number {
  return readLimits(env).limits.memory.residentMib;
}

test("tuples are in memory on a file unless told otherwise, and on PostgreSQL where it is told", () => {
  const RELATA_DATABASE_URL = "postgres://localhost/relata";
  expect([residentMib({}), residentMib({ RELATA_RESIDENT: "0" }), residentMib({ RELATA_RESIDENT: "64" })]).toEqual([
    512, 0, 64,
  ]);
  expect([residentMib({ RELATA_DATABASE_URL }), residentMib({ RELATA_DATABASE_URL, RELATA_RESIDENT: "64" })]).toEqual([
    0, 64,
  ]);
});

let server: Started;

beforeAll(async () => {
  const [RELATA_MODEL, RELATA_DB] = [file(MODEL), file()];
  const relata = await createRelata({ model: readModel(MODEL).model, store: sqlite(RELATA_DB) });
  await relata.write(["group:eng#member@user:ann", "doc:plan#viewer@group:eng#member"]);
  await relata.close();
  const read = readSettings({
    RELATA_MODEL,
    RELATA_DB,
    PORT: "0",
    RELATA_INSECURE_NO_AUTH: "1",
    RELATA_MAX_BODY_BYTES: "1024",
    RELATA_MAX_HEADER_BYTES: "2000",
    RELATA_MAX_BATCH_ITEMS: "2",
    RELATA_MAX_PAGE_ENTRIES: "3",
    RELATA_MAX_WRITE_CHANGES: "1",
    RELATA_MAX_DEADLINE_MS: "5000",
    RELATA_MAX_BUDGET: "1",
    RELATA_MAX_STREAMS: "0",
  });
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  server = await start(read.settings, () => undefined);
});

afterAll(() => server.close());

const QUESTION = { subject: "user:ann", permission: "view", object: "doc:plan" };
const evaluation = {
  subject: { type: "user", id: "ann" },
  action: { name: "view" },
  resource: { type: "doc", id: "plan" },
};

test.each([
  ["a body", "/v1/check", { ...QUESTION, context: { text: "x".repeat(1_024) } }, 413, "1024 bytes"],
  ["a batch", "/v1/check/batch", { items: [QUESTION, QUESTION, QUESTION] }, 400, "2 questions"],
  [
    "evaluations",
    "/access/v1/evaluations",
    { evaluations: [evaluation, evaluation, evaluation] },
    400,
    "2 evaluations",
  ],
  ["a page", "/v1/tuples/read", { limit: 4 }, 400, "from 1 to 3"],
  ["a write", "/v1/tuples/write", { touch: ["group:a#member@user:a", "group:b#member@user:b"] }, 400, "1 changes"],
  ["a deadline", "/v1/check", { ...QUESTION, deadlineMs: 5_001 }, 400, "from 1 to 5,000"],
  ["a budget", "/v1/check", QUESTION, 422, "budget_exceeded"],
])("%s over the limit that was set is refused, and told the limit", async (_, path, body, status, limit) => {
  const response = await fetch(server.url + path, json(body));
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.stringContaining(limit) as string]);
});

test("so are the head of a request, and streams", async () => {
  expect((await fetch(`${server.url}/livez`, { headers: { "x-large": "x".repeat(2_000) } })).status).toBe(431);
  expect((await fetch(`${server.url}/v1/watch`)).status).toBe(503);
});
