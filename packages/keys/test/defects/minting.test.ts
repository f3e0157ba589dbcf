import { isRefusal, type Principal } from "@relata/keys";
import { describe, expect, test } from "vitest";
import { DATABASES, worlds } from "../databases.ts";

const open = worlds();

const ann: Principal = {
  kind: "user",
  subject: { type: "user", id: "ann" },
  asks: [{ type: "user", id: "ann" }],
  via: "session",
};

/** What callers say of a key to be taken for another's: in fields that nobody asked for, and where anything may stand. */
const FORGED = {
  metadata: {
    owner: "user:root",
    organization: "theirs",
    oauth_client_id: "client_abc",
    permissions: { document: ["write"] },
    mode: "own",
    scope: "system:root:main#admin",
  },
  id: "env-admin",
  userId: "root",
  createdBy: "user:root",
  by: { type: "user", id: "root" },
  hash: "ab".repeat(32),
  revokedAt: null,
} as const;

describe.each(DATABASES)("keys that are made for another on %s", (name) => {
  test("minting for another's client: what metadata says of a key is nothing but metadata", async () => {
    const { keys, relata } = await open(name);
    await relata.write(["document:a#owner@user:root", "organization:theirs#member@user:root"]);
    const mine = keys.as(ann);
    const { key, secret } = await mine.create({ name: "k", ...FORGED });
    await mine.update(key.id, { name: "k", ...FORGED });
    expect(await keys.get(key.id)).toMatchObject({
      mode: "delegated",
      owner: { type: "user", id: "ann" },
      createdBy: "user:ann",
      metadata: FORGED.metadata,
    });
    expect((await keys.get(key.id)).organization).toBeUndefined();
    expect(key.id).not.toBe(FORGED.id);
    const caller = await keys.verify(secret);
    if (isRefusal(caller)) throw new Error(caller.reason);
    expect(caller.organization).toBeUndefined();
    expect(await keys.organizations.of(caller, "theirs")).toMatchObject({ code: "organization_mismatch" });
    expect(await relata.can({ allOf: caller.asks }, "write", "document:a")).toBe(false);
    expect(await relata.can({ allOf: caller.asks }, "admin", "system:root:main")).toBe(false);
    const { rows } = await keys.audit({ key: key.id });
    expect(rows.map(({ event, by }) => [event, by])).toEqual([
      ["update", "user:ann"],
      ["create", "user:ann"],
    ]);
  });

  test("whoever may write tuples of users gives nobody a role of the house: those stand on reserved types alone", async () => {
    const { keys, relata } = await open(name);
    const caller = keys.as(ann);
    for (const object of ["system:root:main", "system:root:*", "system:key:x", "system:root:other"]) {
      const forms = [`${object}#admin`, { object, relation: "disabled" }, { object: object as never, relation: "own" }];
      for (const tuple of forms) {
        await expect(caller.create({ name: "k", tuples: [tuple] })).rejects.toMatchObject({ code: "forbidden" });
      }
    }
    expect(await relata.count({})).toBe(0);
  });

  test("a key survives neither the ban nor the end of its owner, nor does one that is made meanwhile", async () => {
    const { keys } = await open(name);
    const { secret } = await keys.as(ann).create({ name: "before" });
    await keys.ownerGone("user:ann");
    expect(await keys.verify(secret)).toMatchObject({ code: "invalid_api_key", reason: "owner_gone" });
    await expect(keys.as(ann).create({ name: "after" })).rejects.toMatchObject({ code: "precondition_failed" });
  });
});
