import { createKeys, isRefusal } from "@relata/keys";
import { describe, expect, test } from "vitest";
import { DATABASES, worlds } from "../databases.ts";

const open = worlds();

/** Ids of which each is a pattern, a prefix, or another case of the others to who searches by `LIKE`. */
const CLIENTS = ["my_app", "my-app", "my%", "my%app", "MY_APP", "my_app_2", "my", "my\\_app", "my'app"] as const;

describe.each(DATABASES)("the wrong tenant by LIKE on %s", (name) => {
  test("organizations and owners that are patterns of each other have their own keys each", async () => {
    const { keys, relata } = await open(name);
    const made = new Map<string, string>();
    for (const client of CLIENTS) {
      const { key } = await keys.create({ name: client, owner: `user:${client}`, organization: client });
      made.set(client, key.id);
    }
    for (const client of CLIENTS) {
      const ids = async (page: object) => (await keys.list(page)).keys.map(({ id }) => id);
      expect(await ids({ owner: `user:${client}` })).toEqual([made.get(client)]);
      expect(await ids({ organization: client })).toEqual([made.get(client)]);
    }
    await keys.ownerGone("user:my_app");
    const disabled = (await keys.list()).keys.filter(({ isDisabled }) => isDisabled);
    expect(disabled.map(({ name: client }) => client)).toEqual(["my_app"]);
    await keys.revoke(made.get("my_app") ?? "");
    await keys.purge(made.get("my_app") ?? "");
    expect((await keys.list()).keys).toHaveLength(CLIENTS.length - 1);
    expect(await relata.count({ relation: "organization" })).toBe(CLIENTS.length - 1);
  });

  test("tuples of objects and subjects that are patterns of each other are read and deleted each alone", async () => {
    const { relata } = await open(name);
    await relata.write(
      CLIENTS.map((id) => ({ object: { type: "document", id }, relation: "reader", subject: `user:${id}` })),
    );
    for (const [n, id] of CLIENTS.entries()) {
      const subject = `user:${id}`;
      expect(await relata.can(subject, "read", { type: "document", id })).toBe(true);
      const listed = [];
      for await (const { reference } of relata.listObjects({ subject, permission: "read", type: "document" }))
        listed.push(reference);
      expect(listed).toEqual([`document:${id}`]);
      expect(await relata.deleteMatching({ object: { type: "document", id } })).toMatchObject({ deleted: 1 });
      expect(await relata.count({ object: { type: "document" } })).toBe(CLIENTS.length - n - 1);
    }
  });

  test("a key of one store is unknown in another, by its secret and by its id, whatever the stores are called", async () => {
    const { relata, store, time } = await open(name);
    const clock = () => time.now;
    const tenants = ["client_1", "client-1", "clientx1", "client_11"];
    const keys = tenants.map((one) => createKeys({ relata: relata.store(one), store: store.store(one), clock }));
    const [first] = keys;
    const made = await first?.create({ name: "k", tuples: ["document:a#reader"] });
    if (made === undefined) throw new Error("there is no first tenant");
    for (const [n, tenant] of keys.entries()) {
      const [bySecret, byId] = [await tenant.verify(made.secret), await tenant.principalOf(made.key.id)];
      expect([isRefusal(bySecret), isRefusal(byId)]).toEqual([n > 0, n > 0]);
      expect((await tenant.list()).keys).toHaveLength(n === 0 ? 1 : 0);
      if (n === 0) continue;
      expect(bySecret).toMatchObject({ code: "invalid_api_key", reason: "unknown" });
      await expect(tenant.revoke(made.key.id)).rejects.toMatchObject({ code: "unknown_key" });
      expect((await tenant.audit({ key: made.key.id })).rows).toEqual([]);
    }
    expect(isRefusal(await first?.verify(made.secret))).toBe(false);
  });
});
