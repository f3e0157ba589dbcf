import { expect, test } from "vitest";
import { INVOICE, keyed } from "./keyed-situation.ts";

const invoices = { type: INVOICE };
const users = { type: "user" };
const read = { name: "read" };

interface Found {
  readonly results: readonly { readonly id?: string; readonly name?: string }[];
  readonly page: { readonly next_token: string; readonly count: number; readonly properties?: object };
}

async function situation(tuples: readonly string[]) {
  const server = await keyed();
  const { secret: key } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  await server.relata.write([...tuples]);
  const search = async (what: string, body: object) => {
    const response = await server.call(`/access/v1/search/${what}`, { key, body });
    expect([response.status, await response.clone().text()]).toEqual([200, expect.any(String)]);
    return (await response.json()) as Found;
  };
  const status = async (what: string, body: object) =>
    (await server.call(`/access/v1/search/${what}`, { key, body })).status;
  return { ...server, search, status };
}

const CLERKS = ["ann", "bob", "cleo"].map((id) => `client_abc:invoice:a#clerk@user:${id}`);

test("subjects are those of the type that hold the permission, whatever id is sought", async () => {
  const { search } = await situation([...CLERKS, "client_abc:invoice:a#banned@user:bob"]);
  const wanted = { action: read, resource: { ...invoices, id: "a" } };
  const found = await search("subject", { subject: users, ...wanted });
  expect(found).toEqual({
    results: [
      { type: "user", id: "ann" },
      { type: "user", id: "cleo" },
    ],
    page: { next_token: "", count: 2 },
  });
  expect(await search("subject", { subject: { ...users, id: "ann" }, ...wanted })).toEqual(found);
});

test("resources are all on which the subject holds it, page by page", async () => {
  const ids = ["a", "b", "c", "d", "e"];
  const { search } = await situation(ids.map((id) => `client_abc:invoice:${id}#clerk@user:ann`));
  const seen: (string | undefined)[] = [];
  const wanted = { subject: { ...users, id: "ann" }, action: read, resource: invoices };
  let token = "";
  do {
    const { results, page } = await search("resource", { ...wanted, page: { limit: 2, token } });
    expect(page.count).toBeLessThanOrEqual(2);
    seen.push(...results.map(({ id }) => id));
    token = page.next_token;
  } while (token !== "" && seen.length <= ids.length);
  expect(seen).toEqual(ids);
  expect(await search("resource", { ...wanted, page: { limit: 100_000 } })).toMatchObject({ page: { count: 5 } });
});

test("what is conditional, and what no id names, stands beside the results", async () => {
  const { search } = await situation([
    "client_abc:invoice:a#owner@apikey:*",
    "client_abc:invoice:a#owner@apikey:named",
    "client_abc:invoice:a#banned@apikey:bad",
    "client_abc:invoice:a#clerk@user:ann",
  ]);
  const resource = { ...invoices, id: "a" };
  const keys = await search("subject", { subject: { type: "apikey" }, action: read, resource });
  expect(keys.results).toEqual([{ type: "apikey", id: "named" }]);
  expect(keys.page.properties).toEqual({ wildcard: { outcome: "allowed", except: ["bad"] } });
  const refunders = await search("subject", { subject: users, action: { name: "refund" }, resource });
  expect(refunders).toMatchObject({ results: [], page: { properties: { conditional: ["ann"] } } });
  const told = { ...resource, properties: { status: "paid", amount: 5 } };
  const decided = await search("subject", { subject: users, action: { name: "refund" }, resource: told });
  expect(decided).toEqual({ results: [{ type: "user", id: "ann" }], page: { next_token: "", count: 1 } });
});

test("actions are permissions, and those that wait for something stand beside them", async () => {
  const { search } = await situation(CLERKS);
  const wanted = { subject: { ...users, id: "ann" }, resource: { ...invoices, id: "a" }, page: { limit: 1 } };
  expect(await search("action", wanted)).toEqual({
    results: [{ name: "read" }],
    page: { next_token: "", count: 1, properties: { conditional: ["refund"] } },
  });
  const paid = { ...wanted, resource: { ...wanted.resource, properties: { status: "paid", amount: 5 } } };
  expect((await search("action", paid)).results).toEqual([{ name: "read" }, { name: "refund" }]);
});

test("of what the model does not have nothing is found", async () => {
  const { search } = await situation(CLERKS);
  const nothing = { results: [], page: { next_token: "", count: 0 } };
  const subject = { ...users, id: "ann" };
  const resource = { ...invoices, id: "a" };
  const searches: readonly [string, object][] = [
    ["subject", { subject: { type: "spaceship" }, action: read, resource }],
    ["subject", { subject: { type: "group#member" }, action: read, resource }],
    ["subject", { subject: users, action: { name: "fly" }, resource }],
    ["subject", { subject: users, action: read, resource: { ...invoices, id: "none" } }],
    ["resource", { subject, action: read, resource: { type: "spaceship" } }],
    ["resource", { subject: { ...subject, id: "nobody" }, action: read, resource: invoices }],
    ["action", { subject: { type: "spaceship", id: "1" }, resource }],
    ["action", { subject: { ...subject, id: "nobody" }, resource }],
  ];
  for (const [what, body] of searches) expect([what, body, await search(what, body)]).toEqual([what, body, nothing]);
});

test("what a search must name, and tokens of another one, are refused", async () => {
  const { status, search } = await situation(CLERKS);
  const subject = { ...users, id: "ann" };
  const resource = { ...invoices, id: "a" };
  const { page } = await search("subject", { subject: users, action: read, resource, page: { limit: 1 } });
  const refused: readonly [string, object][] = [
    ["subject", { subject: users, resource }],
    ["subject", { subject: users, action: read, resource: invoices }],
    ["resource", { action: read, resource: invoices }],
    ["resource", { subject: users, action: read, resource: invoices }],
    ["action", { subject }],
    ["action", { subject: users, resource }],
    ["subject", { subject: users, action: read, resource, page: { limit: 0 } }],
    ["subject", { subject: users, action: read, resource, page: { token: "nonsense" } }],
    ["subject", { subject: users, action: { name: "refund" }, resource, page: { token: page.next_token } }],
  ];
  for (const [what, body] of refused) expect([what, body, await status(what, body)]).toEqual([what, body, 400]);
});

test("lists in lists are refused where they have no end, by every route", async () => {
  const { call, keyOf, relata } = await keyed();
  const { secret: key } = await keyOf({ tuples: ["system:root:main#admin"] });
  await relata.write(CLERKS);
  const answers = async (path: string, levels: number) => {
    const nested = "[".repeat(levels) + "]".repeat(levels);
    const named = `{"type":"${INVOICE}","id":"a","properties":{"x":${nested}}}`;
    const subject = '{"type":"user","id":"ann"}';
    const body = `{"subject":${subject},"action":{"name":"read"},"resource":${named},"context":{"x":${nested}}}`;
    const response = await call(`/access/v1/${path}`, { key, body });
    return [path, response.status, /64 deep/.test(await response.text())];
  };
  for (const path of ["evaluation", "evaluations", "search/subject", "search/resource", "search/action"]) {
    // The object around them is one level.
    expect(await answers(path, 63)).toEqual([path, 200, false]);
    for (const levels of [64, 100_000]) expect(await answers(path, levels)).toEqual([path, 400, true]);
  }
});

test("an evaluation that has no end is closed alone", async () => {
  const { call, keyOf, relata } = await keyed();
  const { secret: key } = await keyOf({ tuples: ["system:root:main#admin"] });
  await relata.write(CLERKS);
  const nested = "[".repeat(100_000) + "]".repeat(100_000);
  const one = `"subject":{"type":"user","id":"ann"},"action":{"name":"read"},"resource":{"type":"${INVOICE}","id":"a"}`;
  const body = `{${one},"evaluations":[{},{"context":{"x":${nested}}},{"x":${nested}}]}`;
  const response = await call("/access/v1/evaluations", { key, body });
  const { evaluations } = (await response.json()) as { evaluations: { decision: boolean }[] };
  expect(evaluations.map(({ decision }) => decision)).toEqual([true, false, true]);
});
