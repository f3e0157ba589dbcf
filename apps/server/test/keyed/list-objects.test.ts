import { expect, test } from "vitest";
import { INVOICE, keyed } from "./keyed-situation.ts";

const PATH = "/api/auth/list-objects";

test("pages hold what check allows, in order, and say which needs attributes", async () => {
  const { call, keyOf } = await keyed();
  const { secret: key } = await keyOf({ tuples: ["a", "b", "c"].map((id) => `client_abc:invoice:${id}#clerk`) });
  const page = async (query: Record<string, string>) => {
    const asked = new URLSearchParams({ entityType: INVOICE, permission: "refund", limit: "2", ...query });
    return (await call(`${PATH}?${asked.toString()}`, { key })).json() as Promise<{
      pagination: { nextCursor: string };
    }>;
  };
  const first = await page({});
  expect(first).toEqual({
    items: [
      { entityId: "a", abac_required: true },
      { entityId: "b", abac_required: true },
    ],
    pagination: { nextCursor: expect.any(String) as string, hasMore: true, limit: 2 },
    wildcardGrant: false,
  });
  expect(await page({ cursor: first.pagination.nextCursor })).toMatchObject({
    items: [{ entityId: "c" }],
    pagination: { nextCursor: null, hasMore: false },
  });
});

test("a grant on everything is said from the first page on, and its exceptions on the last", async () => {
  const { call, keyOf } = await keyed();
  const { id, secret: key } = await keyOf({
    tuples: ["client_abc:invoice:*#clerk", "client_abc:invoice:a#banned", "client_abc:invoice:b#owner"],
  });
  expect(id).toBeDefined();
  const body = { entityType: INVOICE, permission: "read", limit: 1 };
  const pages: unknown[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const response = await call(PATH, { key, body: { ...body, ...(cursor !== undefined && { cursor }) } });
    const page = (await response.json()) as { pagination: { nextCursor: string | null } };
    pages.push(page);
    cursor = page.pagination.nextCursor;
  }
  expect(pages.at(0)).toMatchObject({ wildcardGrant: true });
  expect(pages.at(-1)).toMatchObject({ wildcardGrant: true, wildcard: { abac_required: false, except: ["a"] } });
});

test("a limit beyond 200, a cursor of another list, and a field that nobody knows are refused", async () => {
  const { call, keyOf } = await keyed();
  const { secret: key } = await keyOf();
  const refused = async (query: string) => {
    const response = await call(`${PATH}?entityType=${INVOICE}&permission=read&${query}`, { key });
    return [response.status, ((await response.json()) as { error: string }).error];
  };
  for (const query of ["limit=201", "limit=0", "limit=x", "cursor=0nonsense", "sort=asc"]) {
    expect(await refused(query)).toEqual([400, "invalid_request"]);
  }
});
