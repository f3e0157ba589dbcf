import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { subject } from "@casl/ability";
import { isFailure } from "@relata/core";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { createAbility, packRules, rulesFor, unpackRules } from "../src/index.ts";
import { situation } from "./situation.ts";

test("packed rules are plain JSON that says what the rules say", async () => {
  const { relata } = await situation([
    "invoice:a#owner@user:ann until 2026-03-01T00:00:00.5Z",
    "invoice:*#owner@user:bob",
  ]);
  const ruled = await rulesFor(relata, "user:ann", { types: ["invoice"], permissions: ["approve", "remind"] });
  const packed = packRules(ruled);
  expect(packed.validUntil).toBe("2026-03-01T00:00:00.5Z");
  const unpacked = unpackRules(JSON.parse(JSON.stringify(packed)));
  expect(unpacked.absent).toEqual(ruled.absent);
  expect(unpacked.validUntil).toEqual(new Date("2026-03-01T00:00:00.500Z"));
  for (const rules of [ruled.rules, unpacked.rules]) {
    const ability = createAbility(rules);
    expect(ability.can("approve", subject("invoice", { id: "a", amount: 5 }))).toBe(true);
    expect(ability.can("approve", subject("invoice", { id: "a", amount: 5_000 }))).toBe(false);
  }
});

test("rules that are larger than they may be are a failure that says how large they are", async () => {
  const { relata } = await situation(Array.from({ length: 50 }, (_, i) => `invoice:number-${i}#owner@user:ann`));
  const ruled = await rulesFor(relata, "user:ann", { types: ["invoice"], permissions: ["view"] });
  const bytes = new TextEncoder().encode(JSON.stringify(packRules(ruled))).length;
  expect(packRules(ruled, { maxBytes: bytes })).toEqual(packRules(ruled));
  expect(() => packRules(ruled, { maxBytes: bytes - 1 })).toThrow(`${bytes} bytes`);
  expect(() => packRules(ruled, { maxBytes: 10 })).toThrow(
    expect.toSatisfy(
      (error) => isFailure(error, "budget_exceeded") && JSON.stringify(error.details).includes(String(bytes)),
    ),
  );
});

test("a browser gets nothing of the engine", async () => {
  const entry = fileURLToPath(new URL("../src/browser/index.ts", import.meta.url));
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    metafile: true,
  });
  const inputs = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules"));
  expect(inputs.length).toBeGreaterThan(1);
  for (const path of inputs) expect(path).toMatch(/src\/browser\//);
  expect(readFileSync(entry, "utf8")).toContain("createAbility");
});

test("the type of a resource is the one it was given, or says itself, and never what it inherits", async () => {
  const { relata } = await situation(["invoice:*#owner@user:ann"]);
  const { rules } = await rulesFor(relata, "user:ann", { types: ["invoice"], permissions: ["view"] });
  const ability = createAbility(rules);
  class invoice {
    readonly id = "a";
  }
  expect(ability.can("view", subject("invoice", { id: "a", type: "folder" }))).toBe(true);
  expect(ability.can("view", { type: "invoice", id: "a" })).toBe(true);
  for (const row of [
    { id: "a" },
    new invoice(),
    Object.create({ type: "invoice" }),
    Object.create(null),
    { type: ["invoice"] },
  ]) {
    expect(ability.can("view", row)).toBe(false);
  }
});
