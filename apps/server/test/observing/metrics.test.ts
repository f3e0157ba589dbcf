import { METRICS } from "@relata/server";
import { Failure } from "@relata/model";
import { expect, test, vi } from "vitest";
import { INVOICE, keyed, type Keyed } from "../keyed/keyed-situation.ts";
import { readExposition, valueOf, type Family } from "./exposition.ts";

interface Scraped extends Keyed {
  readonly admin: string;
  /** What is counted now, read back. */
  readonly scrape: () => Promise<ReadonlyMap<string, Family>>;
}

async function scraped(options: Parameters<typeof keyed>[0] = {}): Promise<Scraped> {
  const server = await keyed(options);
  const { secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const scrape = async () => readExposition(await (await server.call("/metrics", { key: secret })).text());
  return { ...server, admin: secret, scrape };
}

/** The samples of a family that are not 0, in short: `allowed /v1/check 2`. */
function shown(family: Family | undefined, suffix = ""): readonly string[] {
  const samples = (family?.samples ?? []).filter(({ name, value }) => name.endsWith(suffix) && value > 0);
  return samples
    .map(({ labels, value }) => [...Object.values(labels), value].join(" "))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

const READ = { permission: "read", entityType: INVOICE } as const;
const native = (id: string, permission = "read") => ({ permission, object: `${INVOICE}:${id}` });
const authzen = (id: string, name = "read") => ({
  subject: { type: "user", id: "ann" },
  action: { name },
  resource: { type: INVOICE, id },
});

test("decisions are counted by route and outcome, each item of a batch by itself", async () => {
  const { call, keyOf, admin, relata, scrape } = await scraped();
  const { secret: key } = await keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  await relata.write([`${INVOICE}:1#clerk@user:ann`]);
  await call("/v1/check", { key, body: native("1") });
  await call("/v1/check", { key, body: native("2") });
  await call("/v1/check", { key, body: native("1", "refund") });
  await call("/v1/check", { key, body: native("1", "no_such") });
  await call("/v1/check/batch", {
    key,
    body: { items: [native("1"), native("2"), native("2"), native("1", "no_such")] },
  });
  await call("/api/auth/check-permission", { key, body: { ...READ, entityId: "1" } });
  await call("/api/auth/check-permission/batch", { key, body: { ...READ, entityIds: ["1", "2", "3"] } });
  await call("/access/v1/evaluation", { key: admin, body: authzen("1") });
  const evaluations = [authzen("1"), authzen("2"), authzen("1", "refund"), { resource: {} }];
  await call("/access/v1/evaluations", { key: admin, body: { evaluations } });
  const found = await scrape();
  expect(shown(found.get("relata_decisions_total"))).toEqual([
    "/access/v1/evaluation allowed 1",
    "/access/v1/evaluations allowed 1",
    "/access/v1/evaluations conditional 1",
    "/access/v1/evaluations denied 1",
    "/access/v1/evaluations failed 1",
    "/api/auth/check-permission allowed 1",
    "/api/auth/check-permission/batch allowed 1",
    "/api/auth/check-permission/batch denied 2",
    "/v1/check allowed 1",
    "/v1/check conditional 1",
    "/v1/check denied 1",
    "/v1/check/batch allowed 1",
    "/v1/check/batch denied 2",
    "/v1/check/batch failed 1",
  ]);
  expect(shown(found.get("relata_http_problems_total"))).toEqual(["/v1/check unknown_permission 1"]);
  expect(
    valueOf(found, "relata_http_request_duration_seconds_count", { route: "/v1/check", method: "POST", status: "200" }),
  ).toBe(3);
  // The scrape itself.
  expect(valueOf(found, "relata_http_requests_in_flight")).toBe(1);
});

test("questions and calls to the store are counted, with what they cost", async () => {
  const { call, keyOf, scrape } = await scraped();
  const { secret: key } = await keyOf({ tuples: [`${INVOICE}:1#clerk`] });
  const before = await scrape();
  await call("/v1/check", { key, body: native("1") });
  await call("/v1/check", { key, body: native("1", "no_such") });
  await call("/v1/check/batch", { key, body: { items: [native("1"), native("1")] } });
  await call("/v1/list-objects", { key, body: { permission: "read", type: INVOICE, limit: 10 } });
  const after = await scrape();
  const more = (name: string, labels: Readonly<Record<string, string>>) =>
    (valueOf(after, name, labels) ?? 0) - (valueOf(before, name, labels) ?? 0);
  // One `check` is the question whether the scraper may scrape.
  expect(more("relata_question_duration_seconds_count", { question: "check", outcome: "answered" })).toBe(2);
  expect(more("relata_question_duration_seconds_count", { question: "check", outcome: "failed" })).toBe(1);
  expect(more("relata_question_failures_total", { question: "check", code: "unknown_permission" })).toBe(1);
  expect(more("relata_question_nodes_count", { question: "check_many" })).toBe(1);
  expect(more("relata_question_nodes_sum", { question: "check_many" })).toBe(4);
  expect(more("relata_question_lookups_sum", { question: "check_many" })).toBe(5);
  expect(more("relata_question_round_trips_sum", { question: "check_many" })).toBe(5);
  expect(more("relata_question_round_trips_count", { question: "list_objects" })).toBe(1);
  expect(more("relata_store_call_duration_seconds_count", { operation: "read", outcome: "failed" })).toBe(0);
  const asked = ["check", "check_many", "list_objects"].map((question) =>
    more("relata_question_round_trips_sum", { question }),
  );
  const sum = asked.reduce((all, one) => all + one, 0);
  expect(more("relata_store_round_trips_total", { operation: "read" })).toBeGreaterThan(sum);
});

test("callers are counted by what became of them", async () => {
  const { call, keyOf, scrape } = await scraped();
  const { secret: key } = await keyOf({ limits: [{ limit: 1, windowSeconds: 60 }] });
  for (let i = 0; i < 3; i++) await call("/v1/whoami", { key });
  for (let i = 0; i < 2; i++) await call("/v1/whoami", { key: "wrong" });
  await call("/v1/whoami");
  const found = await scrape();
  expect(shown(found.get("relata_authentications_total"))).toEqual([
    "allowed  2",
    "refused credentials 1",
    "refused limit 2",
    "refused unknown 2",
  ]);
  expect(valueOf(found, "relata_http_problems_total", { route: "/v1/whoami", code: "rate_limited" })).toBe(2);
});

test("tuples are counted beside the scrape, and not again for a minute", async () => {
  const { relata, scrape } = await scraped();
  await relata.write([`${INVOICE}:1#clerk@user:ann`]);
  const count = vi.spyOn(relata, "count");
  const first = await scrape();
  expect([valueOf(first, "relata_store_tuples"), valueOf(first, "relata_store_tuples_age_seconds")]).toEqual([
    undefined,
    undefined,
  ]);
  const known = await vi.waitUntil(async () => valueOf(await scrape(), "relata_store_tuples"));
  expect(known).toBe(await relata.count({}));
  await relata.write([`${INVOICE}:2#clerk@user:ann`]);
  const later = await scrape();
  expect(valueOf(later, "relata_store_tuples")).toBe(known);
  expect(valueOf(later, "relata_store_tuples_age_seconds")).toBeGreaterThan(0);
  // One of the server, and one of this test.
  expect(count).toHaveBeenCalledTimes(2);
});

test("metrics are there while the store does not answer, and say that it does not", async () => {
  const { relata, scrape, logged } = await scraped();
  vi.spyOn(relata, "count").mockRejectedValue(new Failure("store_unavailable", "it is away"));
  const found = await scrape();
  expect(valueOf(found, "relata_store_tuples")).toBeUndefined();
  await vi.waitUntil(() => logged.length > 0);
  expect(logged[0]?.[0]).toBe("what the store holds could not be counted");
});

test("everything that is scraped stands in the table, with its labels, and everything in the table is scraped", async () => {
  const { relata, scrape } = await scraped();
  await scrape();
  await vi.waitUntil(async () => valueOf(await scrape(), "relata_store_tuples"));
  const found = await scrape();
  const pooled = relata.load === undefined ? ["relata_store_connections", "relata_store_waiting_calls"] : [];
  const names = Object.keys(METRICS).filter((name) => !pooled.includes(name));
  expect(new Set(found.keys())).toEqual(new Set(names));
  for (const [name, { type, help, samples }] of found) {
    const { labels, ...said } = METRICS[name as keyof typeof METRICS];
    expect([type, help]).toEqual([said.type, said.means]);
    for (const sample of samples) {
      const own = Object.keys(sample.labels).filter((label) => label !== "le");
      expect([name, new Set(own)]).toEqual([name, new Set(labels)]);
    }
  }
});

test("whatever callers make up adds no samples", { timeout: 120_000 }, async () => {
  const { call, relata, scrape, admin, app, access } = await scraped();
  // A route that takes every method.
  app.all("/mine", access.open("a test"), (c) => c.text("mine"));
  const ask = async (i: string) => {
    await call("/mine", { method: `M${i}` });
    await call(`/${i}/v1/check?${i}`, { method: `M${i}` });
    await call(`/v1/api-keys/${i}`);
    await relata.check({ subject: `user:${i}`, permission: "read", object: `type${i}:1` }).catch(() => undefined);
  };
  const size = async () => [...(await scrape()).values()].reduce((sum, { samples }) => sum + samples.length, 0);
  await ask("first");
  await vi.waitUntil(async () => valueOf(await scrape(), "relata_store_tuples"));
  const before = await size();
  for (let i = 0; i < 3_400; i++) await ask(`made-up-${i}`);
  expect(await size()).toBe(before);
  expect(await (await call("/metrics", { key: admin })).text()).not.toContain("made-up");
});
