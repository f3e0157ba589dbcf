import { inspect } from "node:util";
import { createMongoAbility, subject } from "@casl/ability";
import { isFailure } from "@relata/core";
import { subjectOf } from "@relata/keys";
import { expect, test } from "vitest";
import { abilityFor, rulesFor, type AbilityOf } from "../src/index.ts";
import { NOW, situation } from "./situation.ts";

const INVOICES = { types: ["invoice"] };

const can = (ability: AbilityOf, permission: string, row: object) =>
  ability.can(permission, subject("invoice", { ...row }));

test("what is allowed by tuples alone is allowed by ids", async () => {
  const { relata } = await situation([
    "invoice:a#owner@user:ann",
    "invoice:b#owner@user:ann",
    "invoice:c#owner@user:bob",
  ]);
  const { rules, absent } = await rulesFor(relata, "user:ann", { types: ["invoice"], permissions: ["view"] });
  expect(absent).toEqual([]);
  expect(rules).toEqual([
    {
      action: ["view"],
      subject: "invoice",
      conditions: { id: { $exists: true, $in: ["a", "b"] }, "id.-1": { $ne: null } },
    },
  ]);
});

test("permissions of which the same holds share a rule", async () => {
  const { relata } = await situation(["folder:f#viewer@user:ann", "invoice:a#owner@user:ann"]);
  const input = { types: ["folder", "invoice"], permissions: ["view", "export"], context: { region: "eu" } };
  const { rules } = await rulesFor(relata, "user:ann", input);
  expect(rules.map(({ action, subject: type }) => [type, action])).toEqual([
    ["folder", ["view"]],
    ["invoice", ["export", "view"]],
  ]);
});

test("what is allowed on every object is a rule without conditions, and its exceptions are left out by id", async () => {
  const { relata } = await situation(["invoice:*#owner@user:ann"]);
  const whole = await rulesFor(relata, "user:ann", { ...INVOICES, permissions: ["view"] });
  expect(whole.rules).toEqual([{ action: ["view"], subject: "invoice" }]);

  await relata.write(["invoice:b#banned@user:ann"]);
  const ability = await abilityFor(relata, "user:ann", { ...INVOICES, permissions: ["view"] });
  expect([can(ability, "view", { id: "a" }), can(ability, "view", { id: "b" })]).toEqual([true, false]);
  // Of what has no id nobody can tell that it is not the exception.
  for (const id of [undefined, null, ["b"], 7, ""]) expect([id, can(ability, "view", { id })]).toEqual([id, false]);
});

test("a policy over attributes becomes conditions, and a resource without them is not allowed", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann", "invoice:*#owner@user:cleo"]);
  for (const user of ["user:ann", "user:cleo"]) {
    const ability = await abilityFor(relata, user, INVOICES);
    const approves = (amount: unknown) => can(ability, "approve", { id: "a", amount });
    expect([1_000, 1_000.5, -3].map(approves)).toEqual([true, false, true]);
    for (const amount of [undefined, null, "5", Number.NaN, true, [5], {}, new Date(5), 5n]) {
      expect([inspect(amount), approves(amount)]).toEqual([inspect(amount), false]);
    }
    expect(can(ability, "approve", { id: "a" })).toBe(false);
    expect(can(ability, "send", { id: "a", status: "draft" })).toBe(true);
    expect(can(ability, "send", { id: "a", status: "sent", amount: 5 })).toBe(true);
    expect(can(ability, "send", { id: "a", status: "sent" })).toBe(false);
    expect(can(ability, "send", { id: "a", status: ["draft"] })).toBe(false);
  }
});

test("what a policy takes away is taken away while it is unknown", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const ability = await abilityFor(relata, "user:ann", INVOICES);
  expect(can(ability, "share", { id: "a", secret: false })).toBe(true);
  for (const secret of [true, undefined, null, "false", 0])
    expect(can(ability, "share", { id: "a", secret })).toBe(false);
});

test("the policy of a tuple asks under its own parameters, object by object", async () => {
  const { relata } = await situation([
    'invoice:a#clerk@user:ann with up_to {"limit":10}',
    'invoice:b#clerk@user:ann with up_to {"limit":20}',
    'invoice:c#clerk@user:ann with up_to {"limit":10}',
  ]);
  const { rules } = await rulesFor(relata, "user:ann", { ...INVOICES, permissions: ["view"] });
  expect(rules).toHaveLength(2);
  const ability = await abilityFor(relata, "user:ann", INVOICES);
  const seen = ["a", "b", "c"].map((id) => [5, 15, 25].map((amount) => can(ability, "view", { id, amount })));
  expect(seen).toEqual([
    [true, false, false],
    [true, true, false],
    [true, false, false],
  ]);
});

test("what is stored of the resource and of the subject is known, and a row that says otherwise changes nothing", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann", "invoice:b#owner@user:ann"]);
  await relata.attributes.set("invoice:a", { status: "sent" });
  await relata.attributes.set("user:ann", { limit: 50 });
  const ability = await abilityFor(relata, "user:ann", INVOICES);
  expect([5, 50].map((amount) => can(ability, "send", { id: "a", status: "draft", amount }))).toEqual([true, false]);
  expect(can(ability, "send", { id: "b", status: "draft" })).toBe(true);
  expect([50, 51].map((amount) => can(ability, "pay", { id: "b", amount }))).toEqual([true, false]);
});

test("what cannot be said is absent, and is told", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const { rules, absent } = await rulesFor(relata, "user:ann", INVOICES);
  expect(absent).toEqual([
    { type: "invoice", permission: "lift", why: "policy" },
    { type: "invoice", permission: "manage", why: "reserved" },
    { type: "invoice", permission: "remind", why: "policy" },
    { type: "invoice", permission: "sort", why: "policy" },
    { type: "invoice", permission: "stamp", why: "absence" },
  ]);
  // CASL takes `manage` for every action there is.
  const ability = createMongoAbility(rules);
  expect(ability.can("delete", subject("invoice", { id: "a" }))).toBe(false);
  expect(rules.flatMap(({ action }) => action)).not.toContain("stamp");
});

test("names by which CASL means something else are left out", async () => {
  const text = `model 1
type user
type all {
  relation owner: user
  permission view = owner
}
type \`a,b\` {
  relation owner: user
  permission \`view,edit\` = owner
}
type thing {
  relation owner: user
  permission \`view,edit\` = owner
  permission all = owner
}
`;
  const { relata } = await situation(["all:a#owner@user:ann", "a,b:a#owner@user:ann", "thing:a#owner@user:ann"], text);
  const { rules, absent } = await rulesFor(relata, "user:ann", { types: ["all", "a,b", "thing"] });
  expect(rules.map(({ action, subject: type }) => [type, action])).toEqual([["thing", ["all"]]]);
  expect(absent.map(({ why }) => why)).toEqual(["reserved", "reserved", "reserved"]);
});

test("what waits for the request is allowed once the request says it, and else not", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const exports = async (context?: { readonly region: string }) =>
    can(await abilityFor(relata, "user:ann", { ...INVOICES, ...(context && { context }) }), "export", { id: "a" });
  expect(await exports()).toBe(false);
  expect(await exports({ region: "us" })).toBe(false);
  expect(await exports({ region: "eu" })).toBe(true);
});

test("a trusted attribute is never taken from a row", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann", "invoice:b#owner@user:ann"]);
  await relata.attributes.set("invoice:b", { vetted: true });
  const ability = await abilityFor(relata, "user:ann", INVOICES);
  expect(["a", "b"].map((id) => can(ability, "audit", { id, vetted: true }))).toEqual([false, true]);
});

test("a key is a subject as a user is, and a delegated one may do what both may", async () => {
  const { relata } = await situation([
    "invoice:a#owner@user:ann",
    "invoice:a#owner@apikey:k",
    "invoice:b#owner@user:ann",
    "invoice:c#owner@apikey:k",
  ]);
  const [user, key] = [
    { type: "user", id: "ann" },
    { type: "apikey", id: "k" },
  ];
  const seen = async (asks: Parameters<typeof subjectOf>[0]["asks"]) => {
    const ability = await abilityFor(relata, subjectOf({ asks }), INVOICES);
    return ["a", "b", "c"].filter((id) => can(ability, "view", { id }));
  };
  expect(await seen([key])).toEqual(["a", "c"]);
  expect(await seen([key, user])).toEqual(["a"]);
});

test("the rules say until when they hold", async () => {
  const { relata } = await situation([
    "invoice:a#owner@user:ann until 2026-03-01T00:00:00Z",
    "invoice:b#owner@user:ann until 2026-04-01T00:00:00Z",
  ]);
  const { validUntil, rules } = await rulesFor(relata, "user:ann", { ...INVOICES, permissions: ["view"] });
  expect(validUntil).toBe(BigInt(Date.parse("2026-03-01T00:00:00Z")) * 1_000_000n);
  expect(JSON.stringify(rules)).toContain('["a","b"]');
  const later = await rulesFor(relata, "user:ann", { ...INVOICES, permissions: ["view"], now: "2026-03-01T00:00:00Z" });
  expect(JSON.stringify(later.rules)).toContain('["b"]');
  expect(later.validUntil).toBe(BigInt(Date.parse("2026-04-01T00:00:00Z")) * 1_000_000n);
  const last = await rulesFor(relata, "user:ann", { ...INVOICES, permissions: ["view"], now: "2026-05-01T00:00:00Z" });
  expect([last.rules, last.validUntil]).toEqual([[], undefined]);
});

test("more objects than rules may name are a failure, and never fewer rules", async () => {
  const { relata } = await situation(["a", "b", "c"].map((id) => `invoice:${id}#owner@user:ann`));
  const of = (maxObjects: number) => rulesFor(relata, "user:ann", { ...INVOICES, maxObjects });
  await expect(of(2)).rejects.toSatisfy((error) => isFailure(error, "budget_exceeded"));
  expect((await of(3)).rules).not.toEqual([]);
});

test("a question that the model does not understand is a failure", async () => {
  const { relata } = await situation([]);
  const asked = async (input: object) =>
    rulesFor(relata, "user:ann", input as typeof INVOICES).catch((error) => error.code);
  expect(await asked({ types: ["invoices"] })).toBe("unknown_type");
  expect(await asked({ ...INVOICES, permissions: ["owner"] })).toBe("unknown_permission");
  expect(await asked({ types: "invoice" })).toBe("invalid_question");
  expect(await asked({ ...INVOICES, context: 3 })).toBe("invalid_question");
  expect(await asked({ ...INVOICES, now: "soon" })).toBe("invalid_question");
  expect(await rulesFor(relata, "someone", INVOICES).catch((error) => error.code)).toBe("invalid_reference");
  expect((await rulesFor(relata, "user:nobody", { ...INVOICES, now: NOW })).rules).toEqual([]);
});
