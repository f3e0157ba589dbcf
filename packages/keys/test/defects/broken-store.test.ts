import { isRefusal } from "@relata/keys";
import type { PostgresKeyStore } from "@relata/keys/postgres";
import type { SqliteKeyStore } from "@relata/keys/sqlite";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { DATABASES, worlds, type DatabaseName, type World } from "../databases.ts";
import { askedEveryWay } from "./asked-every-way.ts";

const open = worlds();

/** Renames a table of the world, beside everybody who has the database open. */
async function rename(name: DatabaseName, store: World["store"], from: string, to: string): Promise<void> {
  if (name === "sqlite") {
    const { client, prefix } = store as unknown as SqliteKeyStore;
    const other = new Database(client.name);
    other.exec(`alter table "${prefix}${from}" rename to "${prefix}${to}"`);
    other.close();
    return;
  }
  const kept = store as unknown as PostgresKeyStore;
  const { schema, prefix } = kept.place;
  await kept.query(`alter table "${schema}"."${prefix}${from}" rename to "${prefix}${to}"`, []);
}

describe.each(DATABASES)("an error is neither an empty token nor a denial, on %s", (name) => {
  test.each(["tuples", "keys", "secrets", "signing_keys"])("the table of %s is gone", async (table) => {
    const world = await askedEveryWay(open, name);
    const { keys, relata, store, exchange, callerOf, signing, time } = world;
    const { secret } = await keys.create({ name: "k", tuples: ["document:a#reader"] });
    const caller = await callerOf(secret);
    const [subject] = caller.asks;
    const question = { subject, permission: "read", object: "document:a" };
    const asked: Record<string, () => Promise<unknown>> = {
      verify: () => keys.verify(secret),
      principalOf: () => keys.principalOf(caller.key ?? ""),
      check: () => relata.check(question),
      list: async () => (await relata.listObjects({ subject, permission: "read", type: "document" })).length,
      permissions: () => relata.permissionsOf(subject),
      exchange: () => exchange(caller),
      sign: () => signing.signer(),
    };
    /** What reads each table, and so has no answer without it. */
    const failing: Record<string, readonly string[]> = {
      tuples: ["verify", "principalOf", "check", "list", "permissions", "exchange"],
      keys: ["verify", "principalOf", "exchange"],
      secrets: ["verify", "principalOf", "exchange"],
      signing_keys: ["exchange", "sign"],
    };
    // What was read of the signing keys before is old.
    time.now += 120_000;
    await rename(name, store, table, `${table}_gone`);
    for (const [way, ask] of Object.entries(asked)) {
      const answer = await ask().then(
        () => "answered",
        (error: unknown) => (error as { code?: string }).code ?? "no code",
      );
      const expected = failing[table]?.includes(way) === true ? /^store_(unavailable|unreadable)$/ : /^answered$/;
      expect(`${way}: ${answer}`).toMatch(new RegExp(`^${way}: ${expected.source.slice(1)}`));
    }
    // And no failure is remembered as an answer.
    await rename(name, store, `${table}_gone`, table);
    expect(isRefusal(await keys.verify(secret))).toBe(false);
    expect(await world.outcomes(secret, { permission: "read", type: "document", ids: ["a"] })).toEqual({
      a: "allowed",
    });
  });
});
