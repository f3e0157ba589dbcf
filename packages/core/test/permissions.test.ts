import type { PermissionsOfInput } from "@relata/core";
import { parseInstant } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { failureOf, filledRelata, STORES } from "./situation.ts";

const amount = { type: "client_abc:invoice", id: "2" };

describe.each(STORES)("the permissions of a subject %s", (_, open) => {
  test("on every object of some types: what is allowed, and what waits for an attribute", async () => {
    const relata = await filledRelata(open);
    await relata.write(["client_abc:invoice:2#clerk@user:ann"]);
    const expected = [
      { object: "client_abc:invoice:1", allowed: ["read", "refund", "write"], conditional: [] },
      {
        object: "client_abc:invoice:2",
        allowed: ["read", "write"],
        conditional: [{ permission: "refund", missing: [{ path: "resource.amount", of: amount }] }],
      },
      {
        object: "client_abc:invoice:3",
        allowed: ["read", "write"],
        conditional: [
          {
            permission: "refund",
            missing: ["resource.amount", "resource.status"].map((path) => ({ path, of: { ...amount, id: "3" } })),
          },
        ],
        validUntil: parseInstant("2026-03-02T12:00:00Z"),
      },
      { object: "folder:public", allowed: ["view"], conditional: [] },
    ];
    const told = await relata.permissionsOf("user:ann");
    expect(told).toMatchObject(expected);
    expect((await relata.at()).permissionsOf("user:ann")).toMatchObject(expected);
    // The tuple that makes her the owner of the third ends then.
    expect(told[2]?.validUntil).toBe(parseInstant("2026-03-02T12:00:00Z"));
    expect(await relata.permissionsOf("user:ann", { types: ["folder"] })).toMatchObject(expected.slice(-1));
    expect(
      await relata.permissionsOf("user:ann", { permissions: ["refund"], types: ["client_abc:invoice"] }),
    ).toMatchObject(
      expected.slice(0, 3).map((entry) => ({ ...entry, allowed: entry.allowed.filter((name) => name === "refund") })),
    );
  });

  test("on some objects, each with an entry, and on one object with what the request knows of it", async () => {
    const relata = await filledRelata(open);
    const nothing = { allowed: [], conditional: [] };
    expect(
      await relata.permissionsOf("user:bob", {
        objects: ["folder:top", { type: "folder", id: "public" }, "folder:top"],
      }),
    ).toEqual([
      { object: "folder:public", allowed: ["view"], conditional: [] },
      { object: "folder:top", ...nothing },
    ]);
    const second = "client_abc:invoice:2";
    expect(await relata.permissionsOn("user:bob", second)).toMatchObject({
      object: second,
      allowed: ["read", "write"],
    });
    const known = await relata.permissionsOn("user:bob", second, { resource: { amount: 5 } });
    expect(known).toEqual({ object: second, allowed: ["read", "refund", "write"], conditional: [] });
    expect((await relata.at()).permissionsOn("user:bob", second, { resource: { amount: 5 } })).toEqual(known);
    expect(await relata.permissionsOn({ allOf: ["user:bob", "user:eve"] }, second)).toEqual({
      object: second,
      allowed: ["read"],
      conditional: [],
    });
    expect(await relata.permissionsOn("user:ann", "group:clerks")).toEqual({ object: "group:clerks", ...nothing });
  });

  test("on everything of a type, with an entry for each exception", async () => {
    const relata = await filledRelata(open);
    await relata.write([
      "client_abc:invoice:*#auditor@group:all#member",
      "group:all#member@user:zoe",
      "client_abc:invoice:1#banned@user:zoe",
    ]);
    expect(await relata.permissionsOf("user:zoe", { types: ["client_abc:invoice"] })).toMatchObject([
      { object: "client_abc:invoice:1", allowed: [], conditional: [] },
      { object: "client_abc:invoice:2", allowed: ["read"], conditional: [] },
      { object: "client_abc:invoice:3", allowed: ["read"], conditional: [] },
      { object: "client_abc:invoice:*", allowed: ["read"], conditional: [] },
    ]);
  });
});

test.each<readonly [unknown, string, string]>([
  [{ types: ["foldr"] }, "unknown_type", "unknown type `foldr`; did you mean `folder`?"],
  [{ types: "folder" }, "invalid_question", "`types` must be a list"],
  [{ objects: ["folder"] }, "invalid_reference", "`folder` is not a reference"],
  [
    { types: ["folder"], permissions: ["veiw"] },
    "unknown_permission",
    "none of `folder` has a permission `veiw`; did you mean `view`?",
  ],
  [{ types: ["folder"], permissions: ["viewer"] }, "unknown_permission", "none of `folder` has a permission `viewer`"],
  [{ consistency: "now" }, "invalid_question", "`consistency` is "],
])("asked for the permissions of %o, it fails", async (given, code, message) => {
  const relata = await filledRelata(memoryStore);
  const failure = await failureOf(() => relata.permissionsOf("user:ann", given as PermissionsOfInput));
  expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(message)]);
});

test("a permission that cannot be decided fails the whole, and is not told as lacking", async () => {
  const relata = await filledRelata(() => sqlite(":memory:"));
  const resource = { amount: "much", status: "paid" };
  const failure = await failureOf(() => relata.permissionsOn("user:ann", "client_abc:invoice:3", { resource }));
  expect(failure.code).toBe("policy_failed");
});
