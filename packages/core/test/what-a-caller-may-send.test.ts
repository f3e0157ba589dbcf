import type { JsonObject } from "@relata/model";
import { createRelata, readModel, type CheckInput, type Decision } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { failureOf, NOON } from "./situation.ts";

/**
 * Every way in which a caller could satisfy the policy of a tuple, or of a permission, by what the request carries. Each
 * stands beside its honest twin, so that no refusal here is one of everything.
 */
const { model } = readModel(`model 1
context region: string
context claims: map<string>

type user { trusted attribute clearance: number }

type folder {
  attribute level: number
  relation viewer: user with low
  permission view = viewer
}

type doc {
  attribute level: number
  trusted attribute sealed: boolean
  relation folder: folder
  relation regional: user with same_region
  relation limited: user with at_most
  relation viewer: user
  permission view = viewer when low
  permission open = viewer when unsealed
  permission read = folder->view
}

policy low = json { "<": [{ "var": "resource.level" }, 3] }
policy unsealed = json { "!": [{ "var": "resource.sealed" }] }
policy same_region(tuple home: string) = json { "==": [{ "var": "home" }, { "var": "context.region" }] }
policy at_most(limit: number) = json { "<=": [{ "var": "resource.level" }, { "var": "limit" }] }
`);

const TUPLES = [
  "folder:f#viewer@user:ann with low",
  "doc:d#folder@folder:f",
  'doc:d#regional@user:ann with same_region {"home":"eu"}',
  'doc:d#limited@user:ann with at_most {"limit":1}',
  "doc:d#limited@user:bob with at_most",
  "doc:d#viewer@user:ann",
  "doc:s#viewer@user:ann",
];

async function decided(question: CheckInput): Promise<Decision["outcome"]> {
  const relata = await createRelata({ model, store: memoryStore(), clock: () => NOON });
  const stored = [{ object: "doc:s", set: { level: 9, sealed: true } }];
  await relata.write({ touch: TUPLES, attributes: stored });
  return (await relata.check(question)).outcome;
}

function ask(text: string, given: Partial<CheckInput> = {}): CheckInput {
  const [subject = "", permission = "", object = ""] = text.split(" ");
  return { subject, permission, object, ...given };
}

/** What JSON.parse makes of such a text: an own property of that name, which object literals cannot have. */
const hostile = (text: string) => JSON.parse(text) as JsonObject;

describe("a caller does not satisfy the policy of a tuple", () => {
  test("by sending the parameter that the tuple holds", async () => {
    expect(await decided(ask("user:ann regional doc:d", { context: { region: "us", home: "us" } }))).toBe("denied");
    expect(await decided(ask("user:ann regional doc:d", { context: { region: "eu", home: "us" } }))).toBe("allowed");
  });

  test("by sending a plain parameter that the tuple has settled", async () => {
    const given = { context: { limit: 9 }, resource: { level: 5 } };
    expect(await decided(ask("user:ann limited doc:d", given))).toBe("denied");
    expect(await decided(ask("user:bob limited doc:d", given))).toBe("allowed");
  });

  test("by sending what the policy compares with as a value of another type", async () => {
    for (const region of [null, ["eu"], { eu: true }, true]) {
      const failure = await failureOf(() => decided(ask("user:ann regional doc:d", { context: { region } })));
      expect(failure.code).toBe("policy_failed");
    }
  });

  test("by sending a parameter as an attribute, or an attribute as context", async () => {
    expect(await decided(ask("user:bob limited doc:d", { resource: { level: 1, limit: 9 } }))).toBe("conditional");
    expect(await decided(ask("user:ann view doc:d", { context: { level: 1, resource: { level: 1 } } }))).toBe(
      "conditional",
    );
  });

  test("by names that reach behind the values", async () => {
    const contexts = [
      `{"__proto__":{"region":"eu"}}`,
      `{"constructor":{"region":"eu"}}`,
      `{"context":{"region":"eu"}}`,
    ];
    for (const context of contexts) {
      expect(await decided(ask("user:ann regional doc:d", { context: hostile(context) }))).toBe("conditional");
    }
    const resource = hostile(`{"__proto__":{"level":1}}`);
    expect(await decided(ask("user:ann view doc:d", { resource }))).toBe("conditional");
    expect(await decided(ask("user:ann view doc:d", { resource: { level: 1 } }))).toBe("allowed");
  });

  test("by attributes for one object that a policy reads of another", async () => {
    expect(await decided(ask("user:ann read doc:d", { resource: { level: 1 } }))).toBe("conditional");
    expect(await decided(ask("user:ann view folder:f", { resource: { level: 1 } }))).toBe("allowed");
  });

  test("by attributes that are stored otherwise", async () => {
    expect(await decided(ask("user:ann view doc:s", { resource: { level: 1 } }))).toBe("denied");
    expect(await decided(ask("user:ann view doc:d", { resource: { level: 1 } }))).toBe("allowed");
  });

  test("by attributes that are trusted, stored or not", async () => {
    expect(await decided(ask("user:ann open doc:s", { resource: { sealed: false } }))).toBe("denied");
    expect(await decided(ask("user:ann open doc:d", { resource: { sealed: false } }))).toBe("conditional");
  });

  test("by context that fills what a tuple of an older model left open", async () => {
    const older = readModel(`model 1
type user
type doc { relation regional: user with same_region }
policy same_region(home: string) = json { "==": [{ "var": "home" }, "eu"] }`).model;
    const store = memoryStore();
    const before = await createRelata({ model: older, store, clock: () => NOON });
    await before.write(["doc:d#regional@user:ann with same_region"]);
    const now = await createRelata({ model, store, clock: () => NOON });
    const decision = await now.check(ask("user:ann regional doc:d", { context: { region: "eu", home: "eu" } }));
    expect(decision).toEqual({ outcome: "conditional", missing: [{ path: "home" }] });
  });
});

describe("a model is refused in which the request could stand in for a tuple", () => {
  test("because a policy reads a plain parameter and the context entry of its name", () => {
    const text = `model 1
context limit: number
type user
type doc { relation viewer: user with p }
policy p(limit: number) = json { "<": [{ "var": "limit" }, { "var": "context.limit" }] }`;
    expect(() => readModel(text)).toThrow("read from one place in the request");
  });

  test("because a `when` names a policy whose parameters must stand in a tuple", () => {
    const text = `model 1
type user
type doc {
  relation viewer: user
  permission view = viewer when p
}
policy p(tuple home: string) = json { "==": [{ "var": "home" }, "eu"] }`;
    expect(() => readModel(text)).toThrow("tuple_parameter_in_when");
  });
});

test("a tuple that lacks what must stand in it is not written", async () => {
  const relata = await createRelata({ model, store: memoryStore() });
  const failure = await failureOf(() => relata.write(["doc:d#regional@user:ann with same_region"]));
  expect(failure.code).toBe("invalid_tuple");
  expect(failure.message).toContain("home");
});
