import { join } from "node:path";
import { instantFromMs } from "@relata/model";
import { cover, diskFiles, percentOf, readSuite, runSuite } from "@relata/testing";
import { expect, test } from "vitest";

const SUITE = "authz.relata.yaml";

test("the suite beside the model passes, and decides all of it", () => {
  const files = diskFiles(join(import.meta.dirname, ".."));
  const { suite, problems } = readSuite(SUITE, { files, now: instantFromMs(0) });
  expect(problems).toEqual([]);
  const { tests } = suite === undefined ? { tests: [] } : runSuite(suite);
  expect(tests.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(tests.length).toBeGreaterThan(4);
  expect(percentOf(cover(suite === undefined ? [] : [suite]))).toBe(100);
});
