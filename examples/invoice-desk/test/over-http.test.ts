import { setTimeout } from "node:timers/promises";
import { createMongoAbility, subject } from "@casl/ability";
import { unpackRules as unpackByCasl } from "@casl/ability/extra";
import { createAbility, unpackRules, type PackedRules } from "@relata/casl/browser";
import { expect, test, vi } from "vitest";
import { startDesk } from "./desk.ts";

const { url, relata, invoices } = await startDesk();

const send = (user: string, path: string, init: RequestInit = {}) =>
  fetch(`${url}${path}`, { ...init, headers: { cookie: `user=${user}` } });

test("a page is given the rules of who is calling, in a form that every CASL reads", async () => {
  const packed = (await (await send("ann", "/rules")).json()) as PackedRules;
  expect(packed.absent).toBeUndefined();
  const rows = invoices.some(["lamp", "roof", "wall", "door"]).map((row) => subject("invoice", { ...row }));
  for (const ability of [
    createAbility(unpackRules(packed).rules),
    createMongoAbility(unpackByCasl([...packed.rules])),
  ]) {
    const may = (permission: string) => rows.filter((row) => ability.can(permission, row)).map(({ id }) => id);
    expect([may("view"), may("edit"), may("approve")]).toEqual([["lamp", "roof", "wall"], ["lamp"], ["roof"]]);
  }
});

const approve = async (user: string, id: string) =>
  (await send(user, `/invoices/${id}/approve`, { method: "POST" })).status;

let written = 0;

/** How many lists are made when something is written. */
async function listsAfterAWrite(): Promise<number> {
  let lists = 0;
  const stop = relata.observe((event) => {
    if (event.kind === "question" && event.question === "list_objects") lists++;
  });
  await relata.write([`invoice:none#owner@user:number-${++written}`]);
  await setTimeout(30);
  stop();
  return lists;
}

test("what rules allow the routes do, and what they do not is refused whoever asks", async () => {
  expect(await approve("bob", "roof")).toBe(403);
  expect(await approve("ann", "wall")).toBe(403);
  expect(await approve("ann", "nothing")).toBe(404);
  expect(await approve("ann", "roof")).toBe(204);
  expect(invoices.get("roof")?.status).toBe("paid");
  expect(await approve("ann", "roof")).toBe(403);
  invoices.set("roof", { status: "sent" });
});

test("nobody is given rules without saying who they are", async () => {
  expect((await fetch(`${url}/rules`)).status).toBe(401);
  expect((await fetch(`${url}/rules/live`)).status).toBe(401);
});

test("the stream tells new rules when a tuple is written, and lets go when it is left", async () => {
  const controller = new AbortController();
  const answer = await send("cleo", "/rules/live", { signal: controller.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const told = async () => JSON.parse(((await reader?.read())?.value ?? "").replace(/^data: /, "")) as PackedRules;
  expect((await told()).rules).toEqual([]);
  await relata.write(["invoice:door#owner@user:cleo"]);
  expect(JSON.stringify((await told()).rules)).toContain('"door"');
  await vi.waitFor(async () => expect(await listsAfterAWrite()).toBeGreaterThan(0));
  controller.abort();
  // Whoever follows the store makes rules anew after a write.
  await vi.waitFor(async () => expect(await listsAfterAWrite()).toBe(0));
});
