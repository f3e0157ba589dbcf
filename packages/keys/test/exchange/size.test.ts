import { verdict } from "@relata/keys/verifier";
import { describe, expect, test } from "vitest";
import { granted, OWN, situation, taken } from "./exchange-situation.ts";

const MANY = Array.from({ length: 500 }, (_, n) => `document:inv_${String(n).padStart(4, "0")}#owner@apikey:k`);

describe("a token that would be over four kilobytes", () => {
  test("holds as many objects as fit, says that there are more, and where to ask", async () => {
    const { exchange, verifier } = await situation({ tuples: MANY, checkEndpoint: "https://auth.example.com/check" });
    const { token, claims } = granted(await exchange(OWN));
    const kept = Object.keys(claims.permissions);
    expect(token.length).toBeLessThanOrEqual(4_096);
    expect(token.length).toBeGreaterThan(4_000);
    expect(kept).toEqual(MANY.map((tuple) => tuple.split("#")[0]).slice(0, kept.length));
    expect(claims).toMatchObject({ perm_complete: false, perm_check: "https://auth.example.com/check" });
    const read = await taken(verifier, token);
    expect(verdict(read, "document", "inv_0000", "view")).toBe("allow");
    expect(verdict(read, "document", "inv_0499", "view")).toBe("ask");
    expect(verdict(read, "document", "other", "view")).toBe("ask");
  });

  test("is no longer than asked, and complete where the limit is higher", async () => {
    const { exchange } = await situation({ tuples: MANY, maxTokenBytes: 64_000 });
    const { claims } = granted(await exchange(OWN));
    expect([Object.keys(claims.permissions).length, claims.perm_complete]).toEqual([500, true]);
    expect(claims).not.toHaveProperty("perm_check");
  });

  test("is not made at all where nothing fits: that is a setting to mend", async () => {
    const { exchange } = await situation({ tuples: MANY, maxTokenBytes: 300 });
    await expect(exchange(OWN)).rejects.toMatchObject({
      code: "invalid_settings",
      message: expect.stringMatching(
        /^a token of \d+ bytes without any permission is over `maxTokenBytes`, 300: raise it$/,
      ),
    });
  });

  test("asked for less, is complete within that", async () => {
    const { exchange } = await situation({ tuples: [...MANY, "document:z#viewer@apikey:k"] });
    const { claims } = granted(
      await exchange(OWN, { permissions: ["pay"], types: ["group"] }).catch(() => exchange(OWN, { types: ["group"] })),
    );
    expect(claims).toMatchObject({ permissions: {}, perm_complete: false, perm_within: { types: ["group"] } });
  });
});

describe("what holds of a whole type", () => {
  test("stands under the type, and is not said again of its objects", async () => {
    const { exchange } = await situation({ tuples: ["document:*#viewer@apikey:k", ...MANY] });
    const { claims } = granted(await exchange(OWN, { permissions: ["view"] }));
    expect(claims.permissions).toEqual({ document: ["view"] });
  });

  test("leaves to an object what it has beyond", async () => {
    const { exchange } = await situation({
      tuples: ["document:*#viewer@apikey:k", "document:1#owner@apikey:k", "document:2#viewer@apikey:k"],
    });
    const { claims } = granted(await exchange(OWN));
    expect(claims).toMatchObject({
      permissions: { document: ["view"], "document:1": ["edit", "pay"] },
      abac_required: { "document:1": ["pay"] },
      perm_complete: true,
    });
  });

  test("leaves to an object a name that it has without the condition", async () => {
    const tuples = ['document:*#viewer@apikey:k with in_region {"home":"eu"}', "document:1#owner@apikey:k"];
    const { exchange, verifier } = await situation({ tuples });
    const { token, claims } = granted(await exchange(OWN, { permissions: ["view"] }));
    expect(claims).toMatchObject({
      permissions: { document: ["view"], "document:1": ["view"] },
      abac_required: { document: ["view"] },
    });
    const read = await taken(verifier, token);
    expect(["1", "2"].map((id) => verdict(read, "document", id, "view"))).toEqual(["allow", "ask"]);
  });

  test("does not stand under the type where one object is an exception: the others stand, and the rest is asked", async () => {
    const tuples = ["document:*#viewer@apikey:k", "document:1#banned@apikey:k", "document:2#viewer@user:ann"];
    const { exchange, verifier } = await situation({ tuples });
    const { token, claims } = granted(await exchange(OWN));
    expect(claims).toMatchObject({ permissions: { "document:2": ["view"] }, perm_complete: false });
    const read = await taken(verifier, token);
    expect(["1", "2", "3"].map((id) => verdict(read, "document", id, "view"))).toEqual(["ask", "allow", "ask"]);
  });

  test("does not stand under the type without a condition where one object has one", async () => {
    const model = `model 1
type apikey
type document {
  attribute locked: boolean
  relation viewer: apikey
  relation suspect: apikey
  permission view = viewer - (suspect when locked)
}
policy locked = resource.locked`;
    const { exchange } = await situation({
      model,
      tuples: ["document:*#viewer@apikey:k", "document:1#suspect@apikey:k"],
    });
    const { claims } = granted(await exchange(OWN));
    expect(claims).toMatchObject({
      permissions: { "document:1": ["view"] },
      abac_required: { "document:1": ["view"] },
      perm_complete: false,
    });
  });
});
