import { verdict } from "@relata/keys/verifier";
import { describe, expect, test } from "vitest";
import { granted, keysOf, OWN, situation, START, taken } from "./exchange-situation.ts";

const at = (ms: number) => new Date(START + ms).toISOString();

describe("the life of a token", () => {
  test("is fifteen minutes", async () => {
    const { exchange } = await situation({ tuples: ["document:1#viewer@apikey:k"] });
    expect(granted(await exchange(OWN)).expiresIn).toBe(900);
  });

  test("ends with the key, in whole seconds", async () => {
    const { exchange } = await situation({ keys: keysOf({ id: "k", expiresAt: START + 60_999 }) });
    const exchanged = granted(await exchange(OWN));
    expect([exchanged.expiresIn, exchanged.expiresAt]).toEqual([60, "2026-02-01T00:01:00.000Z"]);
  });

  test("ends with a key of another store, of which the principal alone knows the end", async () => {
    const { exchange } = await situation({});
    const { key: _, ...elsewhere } = OWN;
    expect(granted(await exchange(elsewhere)).expiresIn).toBe(900);
    expect(granted(await exchange({ ...elsewhere, endsAt: START + 60_999 })).expiresIn).toBe(60);
    for (const endsAt of [START + 999, Number.NaN]) {
      expect(await exchange({ ...elsewhere, endsAt })).toMatchObject({ code: "invalid_api_key", reason: "expired" });
    }
  });

  test("is never less than a second: a key with less is expired", async () => {
    const { exchange } = await situation({ keys: keysOf({ id: "k", expiresAt: START + 999 }) });
    expect(await exchange(OWN)).toMatchObject({ code: "invalid_api_key", reason: "expired", key: "k" });
  });

  test("ends with the first window of what it grants, and not with that of what it does not", async () => {
    const tuples = [
      `document:1#viewer@apikey:k until ${at(300_500)}`,
      `document:2#owner@apikey:k until ${at(400_000)}`,
      `document:3#viewer@apikey:other until ${at(10_000)}`,
    ];
    const { exchange } = await situation({ tuples });
    const exchanged = granted(await exchange(OWN));
    expect(exchanged).toMatchObject({ expiresIn: 300, claims: { perm_complete: true } });
    expect(granted(await exchange(OWN, { permissions: ["edit"] })).expiresIn).toBe(400);
  });

  test("ends when an object becomes an exception to what holds of its type", async () => {
    const tuples = ["document:*#viewer@apikey:k", `document:1#banned@apikey:k from ${at(120_000)}`];
    const { exchange } = await situation({ tuples });
    const exchanged = granted(await exchange(OWN));
    expect(exchanged).toMatchObject({ expiresIn: 120, claims: { permissions: { document: ["view"] } } });
  });

  test("is not cut to nothing by what is nearly over: that is left out, and asked", async () => {
    const tuples = [`document:1#viewer@apikey:k until ${at(999)}`, "document:2#viewer@apikey:k"];
    const { exchange, verifier } = await situation({ tuples });
    const { token, expiresIn, claims } = granted(await exchange(OWN));
    expect([expiresIn, claims.permissions, claims.perm_complete]).toEqual([900, { "document:2": ["view"] }, false]);
    expect(verdict(await taken(verifier, token), "document", "1", "view")).toBe("ask");
  });
});

test("at no moment of its life does a token grant what `check` denies for want of time", async () => {
  const tuples = [
    `document:1#viewer@apikey:k from ${at(-5_000)} until ${at(700_001)}`,
    `document:2#owner@apikey:k until ${at(300_000)}`,
    "document:*#viewer@apikey:k",
    `document:3#banned@apikey:k from ${at(200_000)} until ${at(250_000)}`,
  ];
  const { exchange, verifier, relata, clock } = await situation({ tuples });
  let allowed = 0;
  for (let n = 0; n < 5; n++) {
    const { token } = granted(await exchange(OWN));
    for (let step = 0; step < 40; step++) {
      const verified = await verifier.verify(token);
      if (!verified.ok) break;
      for (const id of ["1", "2", "3", "4"]) {
        for (const permission of ["view", "edit"]) {
          if (verdict(verified.token, "document", id, permission) !== "allow") continue;
          allowed++;
          expect([id, permission, await relata.can("apikey:k", permission, `document:${id}`)]).toEqual([
            id,
            permission,
            true,
          ]);
        }
      }
      clock.pass(25_000);
    }
  }
  expect(allowed).toBeGreaterThan(50);
});
