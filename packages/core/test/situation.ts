import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel, type Relata, type RelataOptions, type Store } from "@relata/core";
import { isFailure, type Failure } from "@relata/model";
import { DESIGN_MODEL } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { afterAll } from "vitest";

/** The model of the design's second chapter, with auditors of one region besides. */
const MODEL = DESIGN_MODEL.replace("user with office_hours", "user with office_hours | user with same_region");

export const { model } = readModel(MODEL);

const OFFICE_HOURS = `{"from":"2026-03-02T09:00:00Z","until":"2026-03-02T17:00:00Z"}`;

/** Ann and a key are in an inner group of the clerks; everybody sees the public folder, which lies below no other. */
export const TUPLES = [
  "group:clerks#member@group:juniors#member",
  "group:juniors#member@user:ann",
  "group:juniors#member@apikey:importer",
  "group:clerks#member@user:carl",
  "folder:top#viewer@user:eve",
  "folder:plans#parent@folder:top",
  "folder:public#viewer@user:*",
  "client_abc:invoice:1#folder@folder:plans",
  "client_abc:invoice:1#clerk@group:clerks#member",
  "client_abc:invoice:1#banned@user:carl",
  "client_abc:invoice:2#folder@folder:public",
  "client_abc:invoice:2#owner@user:bob",
  `client_abc:invoice:2#auditor@user:ida with office_hours ${OFFICE_HOURS}`,
  'client_abc:invoice:3#auditor@user:rob with same_region {"region":"eu"}',
  "client_abc:invoice:3#owner@user:ann until 2026-03-02T12:00:00Z",
];

export const ATTRIBUTES = [
  { object: "client_abc:invoice:1", set: { amount: 250, status: "paid" } },
  { object: "client_abc:invoice:2", set: { status: "paid" } },
];

/** Within office hours, and before the last tuple ends. */
export const NOON = Date.parse("2026-03-02T11:00:00Z");

const folder = mkdtempSync(join(tmpdir(), "relata-core-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Every store that the façade is held to: its name, and how one is opened. */
export const STORES: readonly (readonly [string, () => Store])[] = [
  ["in memory", () => memoryStore()],
  ["in a SQLite database that ends with the process", () => sqlite(":memory:")],
  ["in a SQLite file", () => sqlite(join(folder, `${files++}.db`))],
];

/** An engine over an empty store of the kind. */
export async function emptyRelata(open: () => Store, options: Partial<RelataOptions> = {}): Promise<Relata> {
  return createRelata({ model, store: open(), clock: () => NOON, ...options });
}

/** An engine over the situation. */
export async function filledRelata(open: () => Store, options: Partial<RelataOptions> = {}): Promise<Relata> {
  const relata = await emptyRelata(open, options);
  await relata.write({ touch: TUPLES, attributes: ATTRIBUTES });
  return relata;
}

/** What an attempt fails with. */
export async function failureOf(attempt: () => unknown): Promise<Failure> {
  try {
    await attempt();
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error("it did not fail");
}
