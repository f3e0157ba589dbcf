import { expect, test } from "vitest";
import { measureBeside } from "../src/keys-beside-better-auth.ts";
import { measureKeys } from "../src/keys.ts";

test("a verification of any key writes nothing", async () => {
  const figures = await measureKeys(20, 10);
  expect(figures.map(({ name, writes }) => [name, writes])).toEqual([
    ["own", 0],
    ["inherit", 0],
    ["delegated", 0],
    ["unknown", 0],
    ["wrong checksum", 0],
    ["a hash in a Map", 0],
  ]);
});

test("two writes for each verification, with better-auth; none, with ours", async () => {
  const { theirWrites, ourWrites, ratio } = await measureBeside(10, 3, 10);
  expect(theirWrites).toBeGreaterThanOrEqual(1);
  expect(ourWrites).toBe(0);
  expect(ratio).toBeGreaterThan(0);
});
