import { serve } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { invoiceApp } from "../src/app.ts";
import type { Invoices, Page } from "../src/invoices.ts";

/** Ann sees the folder of her group and two invoices of her own, and is banned from one; Bob sees what is his. */
export const TUPLES = [
  "group:finance#member@group:clerks#member",
  "group:clerks#member@user:ann",
  "folder:2026#viewer@group:finance#member",
  "folder:may#parent@folder:2026",
  "invoice:1#folder@folder:may",
  "invoice:2#folder@folder:may",
  "invoice:3#folder@folder:2026",
  "invoice:3#banned@user:ann",
  "invoice:4#owner@user:ann",
  "invoice:5#owner@user:ann",
  "invoice:6#owner@user:bob",
  "invoice:1#approver@group:clerks#member",
  "invoice:2#approver@user:ann",
] as const;

export const FOLDERS = [
  { id: "may", name: "May" },
  { id: "2026", name: "All of 2026" },
  { id: "own", name: "Own" },
];

export const INVOICES = [
  { id: 1, folder: "may", amount: 900, status: "sent" },
  { id: 2, folder: "may", amount: 5000, status: "sent" },
  { id: 3, folder: "2026", amount: 10, status: "sent" },
  { id: 4, folder: "own", amount: 70, status: "draft" },
  { id: 5, folder: "own", amount: 80, status: "paid" },
  { id: 6, folder: "own", amount: 60, status: "draft" },
];

/** Starts the application and uses it over HTTP. The rows of the invoices are those above. */
export function describeUses(name: string, invoices: Invoices): void {
  let url = "";
  let server: ReturnType<typeof serve>;
  beforeAll(async () => {
    await new Promise<void>((ready) => {
      server = serve({ fetch: invoiceApp(invoices).fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
        url = `http://127.0.0.1:${port}`;
        ready();
      });
    });
  });
  afterAll(() => void server.close());

  const send = (user: string, method: string, path: string, body?: unknown) =>
    fetch(`${url}${path}`, {
      method,
      headers: { "x-user": user },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const page = async (user: string, query = "") =>
    (await (await send(user, "GET", `/invoices${query}`)).json()) as Page;
  const ids = async (user: string, query?: string) => (await page(user, query)).invoices.map(({ id }) => id);

  test(`pages are sorted, joined and complete, on ${name}`, async () => {
    const first = await page("ann");
    expect(first.invoices.map(({ id, folderName }) => [id, folderName])).toEqual([
      [2, "May"],
      [1, "May"],
      [5, "Own"],
    ]);
    expect([first.count, first.isMore]).toEqual([4, false]);
    expect(await ids("ann", "?below=80")).toEqual([4]);
    expect(await ids("bob")).toEqual([6]);
    expect(await ids("x'or'1'='1")).toEqual([]);
  });

  test(`a policy over columns decides with the tuples, on ${name}`, async () => {
    expect(await ids("ann", "?permission=approve")).toEqual([1]);
    expect(await ids("ann", "?permission=edit")).toEqual([4]);
  });

  test(`a change is made where it is allowed, and nowhere else, on ${name}`, async () => {
    expect((await send("bob", "PATCH", "/invoices/4", { amount: 1 })).status).toBe(404);
    expect((await send("ann", "PATCH", "/invoices/5", { amount: 1 })).status).toBe(404);
    expect((await send("ann", "PATCH", "/invoices/4", { amount: 71 })).status).toBe(204);
    expect((await page("ann", "?below=80")).invoices).toMatchObject([{ id: 4, amount: 71 }]);
    expect((await send("ann", "DELETE", "/invoices/6")).status).toBe(404);
    expect((await send("bob", "DELETE", "/invoices/6")).status).toBe(204);
    expect(await ids("bob")).toEqual([]);
  });

  test(`nobody and nonsense are refused, on ${name}`, async () => {
    expect((await fetch(`${url}/invoices`)).status).toBe(401);
    expect((await send("ann", "GET", "/invoices?permission=own")).status).toBe(400);
  });
}
