import { createMongoAbility, subject } from "@casl/ability";
import { expect, test } from "vitest";
import { conditionsOf } from "../src/conditions.ts";
import type { Domain } from "../src/policy/domain.ts";
import { DOMAINS, isIn, VALUES } from "./domains.ts";
import { NO_IDS } from "./resources.ts";

function holds(field: string, domain: Domain, resource: object): boolean {
  const conditions = conditionsOf(new Map([[field, domain]]));
  const rule = { action: "view", subject: "thing", conditions: JSON.parse(JSON.stringify(conditions)) };
  return createMongoAbility([rule]).can("view", subject("thing", resource));
}

test("conditions hold of the values of a domain, and of nothing that CASL would take for one", () => {
  for (const domain of DOMAINS) {
    for (const value of VALUES) {
      const said = `${JSON.stringify(domain)} of ${typeof value} ${String(value).slice(0, 20)}`;
      expect([said, holds("amount", domain, { amount: value })]).toEqual([said, isIn(value, domain)]);
    }
  }
});

test("what is absent, or inherited, is in no domain", () => {
  for (const domain of DOMAINS) {
    expect(holds("amount", domain, {})).toBe(false);
    for (const amount of [2, "eu", true]) {
      expect(holds("amount", domain, Object.create({ amount }))).toBe(false);
    }
  }
});

test("an id that is none is in no domain of ids", () => {
  for (const domain of [
    { kind: "text", except: ["b"] },
    { kind: "one_of", values: ["d", "g"] },
  ] as const) {
    expect(holds("id", domain, { id: "d" })).toBe(true);
    for (const id of NO_IDS) expect([id, holds("id", domain, { id })]).toEqual([id, false]);
  }
});
