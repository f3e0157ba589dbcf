import { readModel } from "@relata/core";
import { withSystem } from "@relata/keys";
import { describe, expect, test } from "vitest";
import { DATABASES, MODEL, worlds } from "../databases.ts";
import { askedEveryWay } from "./asked-every-way.ts";

const open = worlds();
const readable = (id: string) => ({ object: { type: "document", id }, relation: "reader", subject: "user:ann" });
const READ = { permission: "read", type: "document", ids: ["a"] } as const;

describe.each(DATABASES)("writes of others on %s", (name) => {
  test("duplicate tuples: what was written twice is there once, and one deletion takes the access away", async () => {
    const { keys, relata, outcomes } = await askedEveryWay(open, name);
    const { key, secret } = await keys.create({ name: "k" });
    const tuple = `document:a#reader@apikey:${key.id}`;
    await relata.write([tuple]);
    await relata.write([tuple]);
    await relata.write({ touch: [tuple, "document:b#reader@user:ann"] });
    expect(await relata.count({ object: "document:a" })).toBe(1);
    expect(await outcomes(secret, READ)).toEqual({ a: "allowed" });
    await relata.write({ delete: [tuple] });
    expect(await outcomes(secret, READ)).toEqual({ a: "denied" });
    await expect(keys.create({ name: "k", tuples: ["document:a#reader", "document:a#reader"] })).rejects.toMatchObject({
      code: expect.stringMatching(/^(invalid_tuple|tuple_exists)$/),
    });
  });

  test("createIfNotExists with a condition: what is there without one is not taken for it", async () => {
    const model = readModel(`model 1
type user
type apikey
context region: string
type document {
  relation reader: apikey | apikey with here
  permission read = reader
}
policy here = context.region == "eu"
`).model;
    const { keys, relata, outcomes } = await askedEveryWay(open, name, { model });
    const { key, secret } = await keys.create({ name: "k", tuples: ["document:a#reader"] });
    const stricter = `document:a#reader@apikey:${key.id} with here`;
    await expect(relata.write({ create: [stricter] })).rejects.toMatchObject({ code: "tuple_exists" });
    expect(await outcomes(secret, READ)).toEqual({ a: "allowed" });
    await relata.write({ touch: [stricter] });
    expect(await outcomes(secret, READ)).toEqual({ a: "conditional" });
  });

  test("names that nobody checks: a relation, a type or a permission that takes no keys makes neither tuple nor key", async () => {
    const { keys, relata } = await askedEveryWay(open, name);
    const before = await relata.count({});
    for (const [tuple, code] of [
      ["document:a#raeder", "unknown_relation"],
      ["documnet:a#reader", "unknown_type"],
      ["document:a#read", "unknown_relation"],
      ["document:a#folder", "not_admitted"],
    ] as const) {
      const tuples = [tuple, "document:b#reader"];
      await expect(keys.create({ name: "k", tuples })).rejects.toMatchObject({ code });
    }
    expect((await keys.list()).keys).toEqual([]);
    expect(await relata.count({})).toBe(before);
  });

  test("a rename that loses grants silently: a model without what tuples stand under is refused, with their number", async () => {
    const { keys, relata, outcomes } = await askedEveryWay(open, name);
    const { secret } = await keys.create({ name: "k", tuples: ["document:a#reader"] });
    const types = MODEL.types.filter(({ name: type }) => type !== "document");
    const applying = relata.apply(withSystem({ ...MODEL, types }));
    await expect(applying).rejects.toMatchObject({ code: "tuples_stranded" });
    expect(await outcomes(secret, READ)).toEqual({ a: "allowed" });
  });

  test("ids that hold separators: `:`, `|` and `@` name one object each", async () => {
    const { keys, relata, outcomes } = await askedEveryWay(open, name);
    const ids = ["a:b", "a|b", "a", "b", "a|b|c", "a/b", "a@b", "__proto__"];
    for (const id of ids) {
      const { secret } = await keys.create({
        name: "k",
        tuples: [{ object: { type: "document", id }, relation: "reader" }],
      });
      const expected = Object.fromEntries(ids.map((one) => [one, one === id ? "allowed" : "denied"]));
      expect(await outcomes(secret, { ...READ, ids })).toEqual(expected);
    }
    for (const id of ["", "a b", "a#b", "*#"]) {
      await expect(relata.write([readable(id)])).rejects.toMatchObject({ code: "invalid_reference" });
    }
  });
});
