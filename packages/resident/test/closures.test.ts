import { ALLOWED, DENIED, UNSURE } from "@relata/resident";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Walk } from "../src/walk.ts";
import { Both } from "./both.ts";
import { compiled, range } from "./compiled.ts";

const model = compiled(`
  model 1
  policy always() = true
  type user
  type team { relation member: user | user:* | group#member | team#member | user with always }
  type group { relation member: user | user:* | group#member | team#member | user with always | group#member with always }
  type doc {
    relation viewer: user | group#member | team#member
    permission view = viewer
  }
`);

const GROUPS = ["group:a", "group:b", "group:c", "team:a", "team:b", "group:*"] as const;
const USERS = ["user:ann", "user:ben", "user:new"] as const;

/** Tuples of groups: plain ones, wildcards on either side, with policies, and with windows that are open and that are over. */
const members = fc
  .tuple(
    fc.constantFrom(...GROUPS),
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("user:ann", "user:ben") },
      { weight: 1, arbitrary: fc.constant("user:*") },
      {
        weight: 6,
        arbitrary: fc.constantFrom("group:a", "group:b", "group:c", "team:a", "team:b").map((set) => `${set}#member`),
      },
    ),
    fc.oneof(
      { weight: 12, arbitrary: fc.constant("") },
      {
        weight: 1,
        arbitrary: fc.constantFrom(" with always", " until 2026-01-01T00:00:00Z", " from 2026-01-01T00:00:00Z"),
      },
    ),
  )
  .map(([object, subject, rest]) => `${object}#member@${subject}${rest}`);

type Step =
  | { readonly do: "put"; readonly tuple: string }
  | { readonly do: "delete"; readonly tuple: string }
  | { readonly do: "ask"; readonly user: string }
  | { readonly do: "name"; readonly id: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("put" as const), tuple: members }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), tuple: members }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("ask" as const), user: fc.constantFrom(...USERS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("name" as const), id: fc.nat(3) }) },
);

function askAll(both: Both, user: string): number {
  let answered = 0;
  for (const group of [...GROUPS, "group:unknown"]) if (both.ask(`${user} member ${group}`) !== UNSURE) answered++;
  if (both.ask(`${user} view doc:d`) !== UNSURE) answered++;
  return answered;
}

/** Answers how many questions were answered. */
function take(step: Step, both: Both): number {
  switch (step.do) {
    case "put":
      both.put(step.tuple);
      return 0;
    case "delete":
      both.delete(step.tuple.replace(/ .*/, ""));
      return 0;
    case "name": {
      const name = `group:new${step.id}#member`;
      both.put(`${name}@group:c#member`, `group:b#member@${name}`);
      return 0;
    }
    case "ask":
      return askAll(both, step.user);
  }
}

describe("the groups of a subject", () => {
  test.each([
    ["of all that were asked for", {}],
    ["of one subject alone", { closures: 1 }],
    ["within a few bytes", { maxBytes: 1 }],
  ])("are those that the resolver finds, after any writes, where closures are kept %s", (_, limits) => {
    let answered = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: "max" }), (steps) => {
        const both = new Both(model, ["doc:d#viewer@group:a#member", "doc:d#viewer@team:b#member"], limits);
        for (const step of steps) {
          answered += take(step, both);
        }
        for (const user of USERS) answered += askAll(both, user);
      }),
      { numRuns: 30 },
    );
    expect(answered).toBeGreaterThan(300);
  });

  test("that a wildcard group is a member of are those of every group that there is, and of each that comes", () => {
    const both = new Both(model, ["group:*#member@user:ann", "team:b#member@group:a#member"]);
    expect([both.ask("user:ann member team:b"), both.ask("user:ann member team:a")]).toEqual([ALLOWED, DENIED]);
    both.put("team:a#member@group:later#member");
    expect([both.ask("user:ann member team:a"), both.ask("user:ann member group:unknown")]).toEqual([ALLOWED, ALLOWED]);
    both.delete("team:a#member@group:later#member");
    expect(both.ask("user:ann member team:a")).toBe(DENIED);
  });

  test("are not said where a policy or a window is on the way, and said again once it is gone", () => {
    const both = new Both(model, ["doc:d#viewer@group:a#member", "group:b#member@user:ann"]);
    expect(both.ask("user:ann view doc:d")).toBe(DENIED);
    for (const rest of [" with always", " from 2026-01-01T00:00:00Z", " until 2026-01-01T00:00:00Z"]) {
      both.put(`group:a#member@group:b#member${rest}`);
      expect(both.ask("user:ann view doc:d")).toBe(UNSURE);
      expect(both.ask("user:ben view doc:d")).toBe(DENIED);
    }
    both.put("group:a#member@group:b#member");
    expect(both.ask("user:ann view doc:d")).toBe(ALLOWED);
  });
});

/** Real walks, which are counted. */
function spies() {
  return [vi.spyOn(Walk.prototype, "fromPlain"), vi.spyOn(Walk.prototype, "fromGroup")] as const;
}

describe("closures are made", () => {
  let walks: ReturnType<typeof spies>;
  beforeEach(() => {
    walks = spies();
  });
  afterEach(() => vi.restoreAllMocks());

  const made = () => walks[0].mock.calls.length;
  const extended = () => walks[1].mock.calls.length;
  const world = ["doc:d#viewer@group:a#member", "group:a#member@group:b#member", "group:b#member@user:ann"];

  test("once, however often they are read", () => {
    const both = new Both(model, world);
    for (const _ of range(100)) both.ask("user:ann view doc:d");
    expect([made(), extended()]).toEqual([1, 0]);
  });

  test("not anew where edges came: a thousand that touch nothing cost no walk, and each that does one", () => {
    const both = new Both(model, world);
    both.ask("user:ann view doc:d");
    for (const i of range(1_000)) both.put(`group:other#member@user:u${i}`);
    expect(both.ask("user:ann view doc:d")).toBe(ALLOWED);
    expect([made(), extended()]).toEqual([1, 0]);
    both.put("group:c#member@group:a#member", "doc:e#viewer@group:c#member");
    expect(both.ask("user:ann view doc:e")).toBe(ALLOWED);
    both.put("group:x#member@user:ann");
    expect(both.ask("user:ann member group:x")).toBe(ALLOWED);
    expect([made(), extended()]).toEqual([1, 2]);
  });

  test("anew where an edge left that they stand on, and no others", () => {
    const both = new Both(model, [...world, "group:z#member@user:zoe"]);
    both.ask("user:ann view doc:d");
    both.ask("user:zoe view doc:d");
    both.delete("group:a#member@group:b#member");
    expect([both.ask("user:ann view doc:d"), both.ask("user:zoe view doc:d")]).toEqual([DENIED, DENIED]);
    expect([made(), extended()]).toEqual([3, 0]);
  });

  test("not at all for tuples that are of no group", () => {
    const both = new Both(model, world);
    both.ask("user:ann view doc:d");
    for (const i of range(2_000)) both.put(`doc:d${i}#viewer@user:ann`);
    both.ask("user:ann view doc:d");
    expect([made(), extended()]).toEqual([1, 0]);
  });

  test("anew after more than 1,024 changes to groups, and after 1,024 not", () => {
    const both = new Both(model, world);
    both.ask("user:ann view doc:d");
    for (const i of range(1_024)) both.put(`group:other#member@user:u${i}`);
    both.ask("user:ann view doc:d");
    expect(made()).toBe(1);
    both.ask("user:ben view doc:d");
    for (const i of range(1_024)) both.delete(`group:other#member@user:u${i}`);
    both.put("group:a#member@user:ben");
    expect([both.ask("user:ann view doc:d"), both.ask("user:ben view doc:d")]).toEqual([ALLOWED, ALLOWED]);
    expect([made(), extended()]).toEqual([4, 0]);
  });

  test("for one subject after another where one is kept, and the bytes stay those of one", () => {
    const both = new Both(model, [...range(200).map((i) => `group:a#member@user:u${i}`), ...world], { closures: 1 });
    for (const _ of range(2)) for (const i of range(200)) expect(both.ask(`user:u${i} view doc:d`)).toBe(ALLOWED);
    expect(made()).toBe(400);
    expect(both.quick.bytes).toBeLessThan(5_000);
  });
});
