import { subject } from "@casl/ability";
import { createRelata } from "@relata/core";
import { memoryStore } from "@relata/store";
import { expect, test } from "vitest";
import { abilityFor, createAbility, rulesFor } from "../src/index.ts";
import { NOW, situation } from "./situation.ts";

test("of names that ask for their own negation no conditions are made, and what is allowed stays so", async () => {
  const { relata } = await situation(
    ["thing:a#one@user:ann", "thing:b#one@user:ann", "thing:b#two@user:ann", "thing:b#next@thing:a"],
    `model 1
type user
type thing {
  attribute amount: number
  relation next: thing
  relation one: user
  relation two: user
  permission odd   = one - next->even
  permission even  = two - next->odd
  permission small = odd when little
}
policy little = resource.amount < 5
`,
  );
  const { rules, absent } = await rulesFor(relata, "user:ann", { types: ["thing"] });
  expect(absent).toEqual([{ type: "thing", permission: "small", why: "policy" }]);
  const ability = createAbility(rules);
  expect(ability.can("odd", subject("thing", { id: "a" }))).toBe(true);
  expect(ability.can("small", subject("thing", { id: "a", amount: 1 }))).toBe(false);
});

const ALL = `model 1
type user
type folder {
  attribute open: boolean
  relation reader: user
  relation parent: folder with when_open | folder
  permission read = reader when is_open
  permission all  = parent.all(reader)
  permission some = parent->reader
  permission deep = reader + parent->deep
  permission wide = parent->wide + (reader when is_open)
}
policy is_open = resource.open
policy when_open = resource.open
`;

test("under `all`, an object that several tuples put there is there by one of them", async () => {
  const { relata } = await situation(
    ["folder:x#parent@folder:p with when_open", "folder:*#parent@folder:p", "folder:p#reader@user:ann"],
    ALL,
  );
  const ability = await abilityFor(relata, "user:ann", { types: ["folder"] });
  expect(ability.can("all", subject("folder", { id: "x", open: false }))).toBe(true);
});

test("under `all`, what only the policy of a tuple leaves open is left out, since another tuple may stand behind it", async () => {
  const { relata } = await situation(["folder:x#parent@folder:p with when_open", "folder:p#reader@user:ann"], ALL);
  const { absent, rules } = await rulesFor(relata, "user:ann", { types: ["folder"] });
  expect(absent).toEqual([{ type: "folder", permission: "all", why: "policy" }]);
  const ability = createAbility(rules);
  expect([true, false].map((open) => ability.can("some", subject("folder", { id: "x", open })))).toEqual([true, false]);
});

test("attributes are those of the object asked about, and of no other that a permission comes to", async () => {
  const { relata } = await situation(["folder:x#parent@folder:p", "folder:p#reader@user:ann"], ALL);
  const { rules, absent } = await rulesFor(relata, "user:ann", { types: ["folder"], permissions: ["read", "wide"] });
  expect(absent).toEqual([]);
  const ability = createAbility(rules);
  const wide = (id: string) => ability.can("wide", subject("folder", { id, open: true }));
  // That `p` is open is not what a row of `x` says.
  expect([wide("p"), wide("x")]).toEqual([true, false]);
});

test("a cycle of objects grants nothing by itself", async () => {
  const tuples = ["folder:x#parent@folder:y", "folder:y#parent@folder:x", "folder:y#reader@user:ann"];
  const { relata } = await situation(tuples, ALL);
  const ability = await abilityFor(relata, "user:ann", { types: ["folder"], permissions: ["wide", "deep"] });
  const can = (permission: string, id: string) => ability.can(permission, subject("folder", { id, open: true }));
  expect(["x", "y"].map((id) => can("wide", id))).toEqual([false, true]);
  expect(["x", "y"].map((id) => can("deep", id))).toEqual([true, true]);
});

const chain = (length: number) => [
  "doc:d#parent@folder:0",
  ...Array.from({ length }, (_, i) => `folder:${i}#parent@folder:${i + 1}`),
  `folder:${length}#reader@user:ann`,
];

test("however deep data lie, what is left out of them is told", async () => {
  const text = `model 1
type user
type folder {
  attribute open: boolean
  relation parent: folder
  relation reader: user
  permission read = parent->read + (reader when is_open)
}
type doc {
  relation parent: folder
  permission read = parent->read
}
policy is_open = resource.open
`;
  const absentOf = async (length: number) => {
    const { relata } = await situation(chain(length), text);
    return (await rulesFor(relata, "user:ann", { types: ["doc"] })).absent.map(({ why }) => why);
  };
  expect([await absentOf(100), await absentOf(3_000)]).toEqual([[], ["policy"]]);
});

test("where the application provides attributes, a row stands in only for those that it found missing", async () => {
  const { relata: plain } = await situation([]);
  const relata = await createRelata({
    model: plain.model,
    store: memoryStore(),
    clock: () => Date.parse(NOW),
    provide: { invoice: (ids) => Object.fromEntries(ids.map((id) => [id, id === "a" ? { status: "sent" } : {}])) },
  });
  await relata.write(["invoice:a#owner@user:ann", "invoice:b#owner@user:ann", "invoice:*#owner@user:cleo"]);
  const can = async (user: string, id: string, row: object) =>
    (await abilityFor(relata, user, { types: ["invoice"] })).can("send", subject("invoice", { id, ...row }));
  expect(await can("user:ann", "a", { status: "draft" })).toBe(false);
  expect(await can("user:ann", "b", { status: "draft" })).toBe(true);
  // What is provided of an object that nothing names is not known to any rule.
  expect(await can("user:cleo", "new", { status: "draft" })).toBe(false);
});

test("an object that asks is asked about by its id, and what stands for all of a type is not taken for one of them", async () => {
  const text = `model 1
type folder {
  attribute open: boolean
  relation reader: folder:*
  permission me   = self when is_open
  permission read = reader when is_open
}
policy is_open = resource.open
`;
  const { relata } = await situation(["folder:*#reader@folder:*"], text);
  const ability = await abilityFor(relata, "folder:x", { types: ["folder"] });
  const me = (id: string, open: boolean) => ability.can("me", subject("folder", { id, open }));
  expect([me("x", true), me("x", false), me("y", true)]).toEqual([true, false, false]);
  expect(ability.can("read", subject("folder", { id: "new", open: true }))).toBe(true);
  const { absent } = await rulesFor(relata, "folder:*", { types: ["folder"], permissions: ["read"] });
  expect(absent).toEqual([{ type: "folder", permission: "read", why: "policy" }]);
});

test("attributes whose names CASL reads otherwise are left out", async () => {
  const { relata } = await situation(
    ["thing:a#owner@user:ann"],
    `model 1
type user
type thing {
  attribute id: string
  attribute constructor: string
  attribute \`$in\`: string
  relation owner: user
  permission p1 = owner when n1
  permission p2 = owner when n2
  permission p4 = owner when n4
}
policy n1 = resource.id == "a"
policy n2 = resource.constructor == "a"
policy n4 = resource["$in"] == "a"
`,
  );
  const { rules, absent } = await rulesFor(relata, "user:ann", { types: ["thing"] });
  expect(rules).toEqual([]);
  expect(absent).toHaveLength(3);
});
