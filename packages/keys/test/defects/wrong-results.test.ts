import { readModel } from "@relata/core";
import { describe, expect, test } from "vitest";
import { DATABASES, worlds } from "../databases.ts";
import { askedEveryWay } from "./asked-every-way.ts";

const open = worlds();

const { model } = readModel(`model 1
type user
type apikey
context region: string
type group {
  relation lead: user | apikey
  relation member: user | apikey | apikey with here | group#member
}
type folder {
  relation parent: folder
  relation write: user | apikey
  relation viewer: user | apikey | group#member
  permission view = viewer + parent->view
}
type document {
  attribute amount: number
  relation folder: folder
  relation owner: user | apikey | apikey with anywhere
  relation reader: user | apikey | apikey with here | group#member
  permission read = reader + owner + folder->view
  permission write = owner when small
}
policy small = resource.amount <= 10
policy here(tuple region: string) = context.region == region
policy anywhere(tuple region: string) = region != ""
`);

const READ = { permission: "read", type: "document", ids: ["a", "b"] } as const;
const WRITE = { ...READ, permission: "write" } as const;
const HERE = 'with here {"region":"eu"}';

/** Four ways to read one document, three of them on a condition. */
const ways = (id: string) => [
  `document:a#reader@apikey:${id} ${HERE}`,
  `group:eng#member@apikey:${id} ${HERE}`,
  "document:a#reader@group:eng#member",
  `document:a#owner@apikey:${id}`,
];

describe.each(DATABASES)("wrong answers of others on %s", (name) => {
  const situation = () => askedEveryWay(open, name, { model });

  test("a key in a nested group: granted while the chain holds, and by every way of asking; gone with any link of it", async () => {
    const { keys, relata, outcomes } = await situation();
    const { key, secret } = await keys.create({ name: "k" });
    const chain = [
      `group:inner#member@apikey:${key.id}`,
      "group:middle#member@group:inner#member",
      "group:outer#member@group:middle#member",
      "document:a#reader@group:outer#member",
    ];
    await relata.write(chain);
    expect(await outcomes(secret, READ)).toEqual({ a: "allowed", b: "denied" });
    for (const link of chain) {
      await relata.write({ delete: [link] });
      expect(await outcomes(secret, READ)).toEqual({ a: "denied", b: "denied" });
      await relata.write([link]);
    }
    expect(await outcomes(secret, READ)).toEqual({ a: "allowed", b: "denied" });
  });

  test("userset over-grant: a subject set grants to those in that relation, and not to whoever else the group names", async () => {
    const { keys, relata, outcomes } = await situation();
    const lead = await keys.create({ name: "lead" });
    const other = await keys.create({ name: "other" });
    await relata.write([
      `group:eng#lead@apikey:${lead.key.id}`,
      `group:ops#member@apikey:${other.key.id}`,
      "document:a#reader@group:eng#member",
    ]);
    for (const { secret } of [lead, other]) {
      expect(await outcomes(secret, READ)).toEqual({ a: "denied", b: "denied" });
    }
  });

  test("conditional membership ignored: what a member may on a condition is conditional for its objects too", async () => {
    const { keys, relata, outcomes, callerOf } = await situation();
    const { key, secret } = await keys.create({ name: "k" });
    await relata.write([`group:eng#member@apikey:${key.id} ${HERE}`, "document:a#reader@group:eng#member"]);
    expect(await outcomes(secret, READ)).toEqual({ a: "conditional", b: "denied" });
    const [subject] = (await callerOf(secret)).asks;
    const question = { subject, permission: "read", object: "document:a" };
    expect(await relata.check({ ...question, context: { region: "eu" } })).toMatchObject({ outcome: "allowed" });
    expect(await relata.check({ ...question, context: { region: "us" } })).toMatchObject({ outcome: "denied" });
  });

  test("policy ignored without an engine: there is no way to ask in which a policy is left out", async () => {
    const { keys, outcomes, tokenOf } = await situation();
    const { secret } = await keys.create({ name: "k", tuples: ["document:a#owner"] });
    expect(await outcomes(secret, WRITE)).toEqual({ a: "conditional", b: "denied" });
    expect((await tokenOf(secret)).claims).toMatchObject({ abac_required: { "document:a": ["write"] } });
  });

  test("tuple condition overrides a stricter policy: both must hold", async () => {
    const { keys, relata, outcomes, callerOf } = await situation();
    const policy = { name: "anywhere", parameters: { region: "eu" } };
    const tuples = [{ object: "document:a", relation: "owner", policy }];
    const { secret } = await keys.create({ name: "k", tuples });
    expect(await outcomes(secret, WRITE)).toEqual({ a: "conditional", b: "denied" });
    const [subject] = (await callerOf(secret)).asks;
    const may = (amount: number) =>
      relata.check({ subject, permission: "write", object: "document:a", resource: { amount } });
    expect(await may(11)).toMatchObject({ outcome: "denied" });
    expect(await may(10)).toMatchObject({ outcome: "allowed" });
  });

  test("row-order dependence of abac_required: one way without a condition is enough, in whatever order it was written", async () => {
    const { keys, relata, outcomes, tokenOf } = await situation();
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2],
    ]) {
      const { key, secret } = await keys.create({ name: "k" });
      for (const at of order) await relata.write([ways(key.id)[at] ?? ""]);
      expect(await outcomes(secret, READ)).toEqual({ a: "allowed", b: "denied" });
      const { permissions, abac_required: open } = (await tokenOf(secret)).claims;
      expect([permissions, open]).toEqual([{ "document:a": ["read", "write"] }, { "document:a": ["write"] }]);
    }
  });

  test("the cyclic model: groups in each other and folders in themselves; the exchange ends, and answers as check does", async () => {
    const { keys, relata, outcomes } = await situation();
    const { key, secret } = await keys.create({ name: "k" });
    await relata.write([
      "group:x#member@group:y#member",
      "group:y#member@group:x#member",
      "group:z#member@group:z#member",
      `group:y#member@apikey:${key.id}`,
      "folder:1#parent@folder:2",
      "folder:2#parent@folder:1",
      "folder:3#parent@folder:3",
      "folder:1#viewer@group:x#member",
      "folder:3#viewer@group:z#member",
      "document:a#folder@folder:2",
      "document:b#folder@folder:3",
    ]);
    expect(await outcomes(secret, READ)).toEqual({ a: "allowed", b: "denied" });
    const folders = { permission: "view", type: "folder", ids: ["1", "2", "3"] };
    expect(await outcomes(secret, folders)).toEqual({ "1": "allowed", "2": "allowed", "3": "denied" });
  });

  test("a raw relation that escalates: one that is named like a stricter permission of another type is no claim", async () => {
    const { keys, outcomes, tokenOf } = await situation();
    const { secret } = await keys.create({ name: "k", tuples: ["folder:1#write"] });
    expect((await tokenOf(secret)).claims).toMatchObject({ permissions: {}, abac_required: {}, perm_complete: true });
    expect(await outcomes(secret, WRITE)).toEqual({ a: "denied", b: "denied" });
  });

  test("system model inversion: a lower role of the house holds no higher one", async () => {
    const { keys, relata, callerOf } = await situation();
    const tuples = ["system:root:main#key_admin"];
    const [subject] = (await callerOf((await keys.create({ name: "k", tuples })).secret)).asks;
    const [root] = (await callerOf((await keys.create({ name: "r", kind: "root" })).secret)).asks;
    const may = (who: typeof subject, role: string) => relata.can(who, role, "system:root:main");
    expect([await may(subject, "manage_keys"), await may(subject, "admin")]).toEqual([true, false]);
    expect([await may(root, "manage_keys"), await may(root, "admin")]).toEqual([true, true]);
    expect(await may(root, "key_admin")).toBe(false);
  });
});

test("a raw relation that escalates: no type names a relation and a permission alike", () => {
  const text = "model 1\ntype apikey\ntype document {\n  relation write: apikey\n  permission write = write\n}\n";
  expect(() => readModel(text)).toThrow(expect.objectContaining({ code: "invalid_model" }));
});

test("entityKey ambiguity: a type that another's name begins with is refused, so that a claim has one reading", () => {
  const text =
    "model 1\ntype apikey\ntype client_abc {\n  relation a: apikey\n}\ntype client_abc:invoice {\n  relation a: apikey\n}\n";
  expect(() => readModel(text)).toThrow(expect.objectContaining({ code: "invalid_model" }));
});
