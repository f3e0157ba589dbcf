import { expect, test } from "vitest";
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
