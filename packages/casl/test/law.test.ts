import { worlds } from "@relata/spec";
import { expect, test } from "vitest";
import { policyWorlds } from "./policy-worlds.ts";
import { abilitiesAgreeWithChecks } from "./random-rules.ts";

test("what an ability allows a check allows, whatever policies ask", { timeout: 60_000 }, async () => {
  const seen = await abilitiesAgreeWithChecks(worlds, 50);
  expect(seen.allowed).toBeGreaterThan(100);
  expect(seen.lasting).toBeGreaterThan(100);
  expect(seen.denied).toBeGreaterThan(100);
});

test("where policies compare values, an ability allows what a check allows", { timeout: 60_000 }, async () => {
  const seen = await abilitiesAgreeWithChecks(policyWorlds, 80);
  expect(seen.conditionally).toBeGreaterThan(5);
  expect(seen.exact).toBeGreaterThan(seen.absent);
});
