import { serve, type ServerType } from "@hono/node-server";
import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wikiApp } from "../src/app.ts";
import { model } from "../src/authz.gen.ts";
import { TABLES } from "../src/pages.ts";

const { url, client } = await testDatabase();
await client.unsafe(TABLES);
const relata = await createRelata({ model, store: postgres(url) });
const people = ["ann", "bob", "carl", "eve"];
await client`insert into sessions ${client(people.map((name) => ({ cookie: `of-${name}`, user_id: name })))}`;
await relata.write([
  "team:all#member@team:builders#member",
  "team:builders#member@user:ann",
  "team:all#member@user:bob",
  "space:build#writer@team:builders#member",
  "space:build#reader@team:all#member",
  "space:open#reader@user:*",
  "space:open#writer@user:carl",
]);

let server: ServerType | undefined;
let base = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server = serve({ fetch: wikiApp({ sql: client, relata }).fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
      base = `http://127.0.0.1:${port}`;
      resolve();
    });
  });
});
afterAll(async () => {
  server?.close();
  await relata.close();
});

const send = async (user: string | undefined, method: string, path: string, body?: string) =>
  fetch(base + path, {
    method,
    headers: user === undefined ? {} : { cookie: `session=of-${user}` },
    ...(body !== undefined && { body }),
  });
const statusOf = async (...request: Parameters<typeof send>) => (await send(...request)).status;
const page = (id: string) => JSON.stringify({ id, title: `About ${id}`, text: "…" });

test("a page is added to a space by who may, with the tuples that say whose it is", async () => {
  expect(await statusOf("ann", "POST", "/spaces/build/pages", page("roof"))).toBe(201);
  expect(await statusOf("ann", "POST", "/spaces/build/pages", page("wall"))).toBe(201);
  expect(await statusOf("carl", "POST", "/spaces/open/pages", page("door"))).toBe(201);
  expect(await statusOf("bob", "POST", "/spaces/build/pages", page("gate"))).toBe(403);
  expect(await statusOf("eve", "POST", "/spaces/none/pages", page("gate"))).toBe(403);
  expect(await relata.can("user:ann", "edit", "page:roof")).toBe(true);
});

const listOf = async (user: string) => (await send(user, "GET", "/pages")).json();

test("everybody lists what they may read, with what they may edit", async () => {
  expect(await listOf("ann")).toEqual({
    pages: [
      { id: "door", title: "About door", mayEdit: false },
      { id: "roof", title: "About roof", mayEdit: true },
      { id: "wall", title: "About wall", mayEdit: true },
    ],
  });
  expect(await listOf("bob")).toMatchObject({
    pages: [{ id: "door" }, { id: "roof", mayEdit: false }, { id: "wall" }],
  });
  expect(await listOf("eve")).toMatchObject({ pages: [{ id: "door" }] });
});

test("a list is two questions, however many pages it has", async () => {
  const questions: string[] = [];
  const stop = relata.observe((event) => void (event.kind === "question" && questions.push(event.question)));
  await send("ann", "GET", "/pages");
  stop();
  expect(questions).toEqual(["list_objects", "check_many"]);
});

test("what may not be read is not there, and what may not be edited is forbidden", async () => {
  expect(await statusOf("bob", "GET", "/pages/roof")).toBe(200);
  expect(await statusOf("bob", "PUT", "/pages/roof", "mine")).toBe(403);
  const [hidden, none] = [await send("eve", "GET", "/pages/roof"), await send("eve", "GET", "/pages/none")];
  expect([hidden.status, hidden.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect(await hidden.json()).toEqual(await none.json());
  expect(await statusOf("eve", "PUT", "/pages/roof", "mine")).toBe(404);
  expect(await statusOf("ann", "PUT", "/pages/roof", "new")).toBe(204);
  expect(await (await send("bob", "GET", "/pages/roof")).json()).toMatchObject({ text: "new" });
});

test("a write counts from the next request on", async () => {
  await relata.write(["page:roof#barred@user:ann"]);
  expect(await statusOf("ann", "GET", "/pages/roof")).toBe(404);
  await relata.write({ delete: ["page:roof#barred@user:ann"] });
  expect(await statusOf("ann", "GET", "/pages/roof")).toBe(200);
});

test("strangers are asked who they are, and nonsense is refused", async () => {
  const stranger = await send(undefined, "GET", "/pages/door");
  expect([stranger.status, stranger.headers.get("www-authenticate")]).toEqual([401, 'Session realm="wiki"']);
  expect(await statusOf("nobody", "GET", "/pages")).toBe(401);
  for (const id of ["a%20b", "door%23author", "*"]) expect(await statusOf("ann", "GET", `/pages/${id}`)).toBe(400);
  expect(await statusOf("ann", "GET", "/pages?after=x")).toBe(400);
});
