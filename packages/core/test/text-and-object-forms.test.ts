import { describe, expect, test } from "vitest";
import { emptyRelata, filledRelata, STORES } from "./situation.ts";

const invoice = { type: "client_abc:invoice", id: "1" };

describe.each(STORES)("references and tuples %s", (_, open) => {
  test("a tuple means the same as text and as an object, with references in either form", async () => {
    const asText = await emptyRelata(open);
    const asObjects = await emptyRelata(open);
    await asText.write([
      "group:eng#member@user:ann",
      "client_abc:invoice:1#clerk@group:eng#member",
      'client_abc:invoice:1#auditor@user:rob with same_region {"region":"eu"} from 2026-01-01T00:00:00Z until 2027-01-01T00:00:00.5Z',
    ]);
    await asObjects.write([
      { object: "group:eng", relation: "member", subject: { type: "user", id: "ann" } },
      { object: invoice, relation: "clerk", subject: { type: "group", id: "eng", relation: "member" } },
      {
        object: invoice,
        relation: "auditor",
        subject: "user:rob",
        policy: { name: "same_region", parameters: { region: "eu" } },
        from: new Date("2026-01-01T00:00:00Z"),
        until: "2027-01-01T01:00:00.5+01:00",
      },
    ]);
    expect((await asObjects.contents()).tuples).toEqual((await asText.contents()).tuples);
    expect((await asText.contents()).tuples).toHaveLength(3);
  });

  test("writing the other form of a tuple that is there changes nothing, and deletes it as well", async () => {
    const relata = await emptyRelata(open);
    await relata.write(["group:eng#member@user:ann"]);
    const ann = { object: { type: "group", id: "eng" }, relation: "member", subject: { type: "user", id: "ann" } };
    expect(await relata.write([ann])).toMatchObject({ written: 0, deleted: 0 });
    expect(await relata.write({ delete: [ann] })).toMatchObject({ written: 0, deleted: 1 });
  });

  test("a question gets one answer, whichever form its subject and object have", async () => {
    const relata = await filledRelata(open);
    const subjects = ["user:ann", { type: "user", id: "ann" }, { allOf: ["user:ann", { type: "user", id: "ann" }] }];
    for (const subject of subjects) {
      for (const object of ["client_abc:invoice:1", invoice]) {
        expect(await relata.can(subject, "write", object)).toBe(true);
        expect(await relata.can(subject, "owner", object)).toBe(false);
        expect(await relata.check({ subject, permission: "write", object })).toEqual({ outcome: "allowed" });
      }
    }
  });

  test("a subject set is asked about in either form, and is a node of its own, not its members", async () => {
    const relata = await filledRelata(open);
    for (const subject of ["group:juniors#member", { type: "group", id: "juniors", relation: "member" }]) {
      expect(await relata.can(subject, "write", "client_abc:invoice:1")).toBe(true);
      expect(await relata.can(subject, "read", "client_abc:invoice:2")).toBe(false);
    }
  });

  test("lists and explanations take either form of what they are asked about", async () => {
    const relata = await filledRelata(open);
    const type = "client_abc:invoice";
    const asText = await relata.listObjects({ subject: "user:ann", permission: "write", type });
    expect(await relata.listObjects({ subject: { type: "user", id: "ann" }, permission: "write", type })).toEqual(
      asText,
    );
    expect(asText).toHaveLength(2);
    const listed = await relata.listSubjects({ object: "client_abc:invoice:1", permission: "write", type: "user" });
    expect(await relata.listSubjects({ object: invoice, permission: "write", type: "user" })).toEqual(listed);
    expect(listed).toHaveLength(2);
    const explained = await relata.explain({ subject: "user:ann", permission: "write", object: invoice });
    expect(explained).toEqual(
      await relata.explain({ subject: "user:ann", permission: "write", object: "client_abc:invoice:1" }),
    );
  });

  test("the id of a reference is all that follows the type, colons and at-signs included", async () => {
    const relata = await emptyRelata(open);
    await relata.write(["group:arn:aws:s3:::b#member@user:ann@example.com"]);
    const group = { type: "group", id: "arn:aws:s3:::b" };
    expect(await relata.can("user:ann@example.com", "member", group)).toBe(true);
    expect(await relata.can({ type: "user", id: "ann@example.com" }, "member", "group:arn:aws:s3:::b")).toBe(true);
  });
});
