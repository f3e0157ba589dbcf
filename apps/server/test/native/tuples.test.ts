import { describe, expect, test } from "vitest";
import { DATABASES, newStores } from "../databases.ts";
import { INVOICE } from "../keyed/keyed-situation.ts";
import { native } from "./native-situation.ts";

const WRITE = "/v1/tuples/write";
const READ = "/v1/tuples/read";
const DELETE = "/v1/tuples/delete";

describe.each(DATABASES)("tuples over HTTP on %s", (database) => {
  const open = newStores(database);

  async function writing(options: Parameters<typeof native>[0] = {}) {
    const server = await native(options, open());
    const key = await server.holding("writer");
    const post = (path: string, body: unknown, headers?: Readonly<Record<string, string>>) =>
      server.ask(key, path, body, headers === undefined ? {} : { headers });
    return { ...server, key, post };
  }

  test("changes are made together, and the token is of the state after them", async () => {
    const { post, relata } = await writing();
    const { body } = await post(WRITE, {
      touch: ["group:eng#member@user:ann", { object: `${INVOICE}:1`, relation: "clerk", subject: "group:eng#member" }],
      create: [`${INVOICE}:2#owner@user:ann until 2027-01-01T00:00:00Z`],
      attributes: [{ object: `${INVOICE}:1`, set: { amount: 5, status: "paid" } }],
      preconditions: [{ must: "not_match", filter: { object: `${INVOICE}:1` } }],
    });
    expect(body).toEqual({ token: expect.any(String) as string, written: 3, deleted: 0, isRepeat: false });
    const { token } = body as { token: string };
    const asked = { consistency: { atLeast: token } };
    expect(await relata.can("user:ann", "refund", `${INVOICE}:1`, asked)).toBe(true);
    const read = await post(READ, { filter: { object: { type: INVOICE } }, ...asked });
    expect(read.body).toMatchObject({
      tuples: [
        {
          object: { type: INVOICE, id: "1" },
          relation: "clerk",
          subject: { type: "group", id: "eng", relation: "member" },
        },
        { until: "2027-01-01T00:00:00Z" },
      ],
    });
    const again = await post(WRITE, {
      touch: [`${INVOICE}:3#owner@user:ann`],
      create: [`${INVOICE}:2#owner@user:ann`],
    });
    expect(again).toMatchObject({ status: 409, body: { code: "tuple_exists" } });
    expect(await relata.count({ object: `${INVOICE}:3` })).toBe(0);
    const guarded = {
      delete: ["group:eng#member@user:ann"],
      preconditions: [{ must: "match", filter: { relation: "banned" } }],
    };
    expect(await post(WRITE, guarded)).toMatchObject({ status: 409, body: { code: "precondition_failed" } });
  });

  test("a write that is named is made once, by its header or its field", async () => {
    const { post } = await writing();
    const body = { touch: [`${INVOICE}:1#owner@user:ann`] };
    const named = { "idempotency-key": "order-1" };
    const first = await post(WRITE, body, named);
    expect(first.body).toMatchObject({ written: 1, isRepeat: false });
    expect(await post(WRITE, body, named)).toEqual({
      status: 200,
      body: { ...(first.body as object), isRepeat: true },
    });
    expect((await post(WRITE, { ...body, idempotencyKey: "order-1" })).body).toMatchObject({ isRepeat: true });
    const other = { touch: [`${INVOICE}:2#owner@user:ann`] };
    expect(await post(WRITE, other, named)).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
    expect(await post(WRITE, { ...body, idempotencyKey: "order-2" }, named)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/idempotencyKey" }] },
    });
  });

  test("a write of too many changes is refused with the limit, whatever they are", async () => {
    const { post, relata } = await writing({ requestLimits: { writeChanges: 2 } });
    const [a, b, c] = ["a", "b", "c"].map((id) => `group:${id}#member@user:ann`);
    const refused = { status: 400, body: { code: "invalid_request", detail: "may have 2 changes at the most" } };
    expect(await post(WRITE, { touch: [a], create: [b], delete: [c] })).toMatchObject(refused);
    expect(
      await post(WRITE, { touch: [a, b], attributes: [{ object: `${INVOICE}:1`, unset: ["amount"] }] }),
    ).toMatchObject(refused);
    expect(await relata.count({ subject: "user:ann" })).toBe(0);
    expect((await post(WRITE, { touch: [a, b] })).status).toBe(200);
  });

  test("pages are read to the end, all of one state", async () => {
    const { post, relata } = await writing();
    await relata.write(["a", "b", "c"].map((id) => `group:${id}#member@user:ann`));
    const first = (await post(READ, { filter: { subject: "user:ann" }, limit: 2 })).body as {
      next: string;
      token: string;
    };
    expect(first).toMatchObject({ tuples: [{}, {}], next: expect.any(String) as string });
    await relata.write({ delete: ["group:c#member@user:ann"] });
    const last = await post(READ, { filter: { subject: "user:ann" }, limit: 2, cursor: first.next });
    expect(last.body).toEqual({
      tuples: [expect.objectContaining({ object: { type: "group", id: "c" } })],
      token: first.token,
    });
  });

  test("a filter deletes a page at a time, and a dry run deletes nothing", async () => {
    const { post, relata } = await writing();
    await relata.write(["a", "b", "c"].map((id) => `group:${id}#member@user:ann`));
    const filter = { object: { type: "group" }, subject: "user:ann" };
    expect((await post(DELETE, { filter, dryRun: true })).body).toMatchObject({ count: 3, examples: [{}, {}, {}] });
    expect((await post(DELETE, { filter, limit: 2 })).body).toMatchObject({ deleted: 2, isComplete: false });
    expect(await relata.count(filter)).toBe(1);
    expect((await post(DELETE, { filter, limit: 2 })).body).toMatchObject({ deleted: 1, isComplete: true });
    expect((await post(DELETE, { filter, limit: 1_001 })).status).toBe(400);
    const preconditions = [{ must: "match", filter: { relation: "owner" } }];
    expect((await post(DELETE, { filter, preconditions })).status).toBe(409);
    expect((await post(DELETE, { filter, preconditions, dryRun: true })).status).toBe(400);
  });

  const GRANT = "system:root:main#admin@user:eve";

  test("nobody but an administrator writes or deletes tuples of the reserved types, in whatever form", async () => {
    const { ask, key, holding, relata } = await writing();
    await relata.write(["system:root:main#reader@user:eve"]);
    const attempts = [
      [WRITE, { touch: [GRANT] }],
      [WRITE, { create: [{ object: { type: "system:root", id: "main" }, relation: "admin", subject: "user:eve" }] }],
      [WRITE, { touch: [{ object: "system:root:main", relation: "admin", subject: "user:eve" }] }],
      [WRITE, { touch: ["group:a#member@user:eve", GRANT] }],
      [WRITE, { delete: ["system:root:main#reader@user:eve"] }],
      [DELETE, { filter: { subject: "user:eve" } }],
      [DELETE, { filter: { object: "system:root:main" } }],
      [DELETE, { filter: { object: { type: "system:root" } } }],
      [DELETE, { filter: { object: { id: "main" } } }],
      [DELETE, { filter: { subject: "user:eve" }, dryRun: true }],
    ] as const;
    for (const [path, body] of attempts) expect([body, (await ask(key, path, body)).status]).toEqual([body, 403]);
    expect(await relata.count({ subject: "user:eve" })).toBe(1);
    const admin = await holding("admin");
    expect((await ask(admin, WRITE, { touch: [GRANT] })).status).toBe(200);
    expect((await ask(admin, DELETE, { filter: { subject: "user:eve" } })).body).toMatchObject({ deleted: 2 });
  });

  test("readers read, and write nothing; who has no right does neither", async () => {
    const { ask, holding, keyOf } = await native();
    const tuple = { touch: ["group:a#member@user:ann"] };
    const filter = { filter: { object: "group:a" } };
    const statuses = async (key: string) => [
      (await ask(key, WRITE, tuple)).status,
      (await ask(key, READ, filter)).status,
      (await ask(key, DELETE, filter)).status,
    ];
    expect(await statuses(await holding("reader"))).toEqual([403, 200, 403]);
    expect(await statuses(await holding("model_admin"))).toEqual([403, 200, 403]);
    expect(await statuses((await keyOf()).secret)).toEqual([403, 403, 403]);
  });
});
