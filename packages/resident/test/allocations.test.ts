import { ALLOWED, DENIED, QuickCheck, ResidentGraph } from "@relata/resident";
import { expect, test } from "vitest";
import { compiled, GROUPS_AND_FOLDERS, range, tuplesOf } from "./compiled.ts";

const CHECKS = 20_000;

/** Bytes that each call leaves allocated, at the least of several rounds: what compiling the code takes is not its own. */
function bytesOfEach(call: (i: number) => unknown): number {
  let least = Infinity;
  for (let round = 0; round < 15; round++) {
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < CHECKS; i++) call(i);
    const grown = process.memoryUsage().heapUsed - before;
    // What is less than nothing was collected meanwhile, and says nothing.
    if (grown >= 0) least = Math.min(least, grown);
  }
  return least / CHECKS;
}

const model = compiled(`
  ${GROUPS_AND_FOLDERS}
  type document {
    relation parent: folder
    relation owner: user
    relation viewer: user | group#member
    relation banned: user
    permission view = (owner + viewer + parent->view) - banned
  }
`);

const graph = new ResidentGraph(
  model,
  tuplesOf(model, [
    "group:all#member@group:eng#member",
    "group:eng#member@user:ann",
    "folder:top#viewer@group:all#member",
    "folder:plans#parent@folder:top",
    "document:readme#parent@folder:plans",
    "document:readme#banned@user:eve",
    "document:readme#viewer@user:eve",
    ...range(100).map((i) => `document:readme#viewer@group:g${i}#member`),
  ]),
);
const quick = new QuickCheck(graph);

test.each([
  ["user:ann", ALLOWED],
  ["user:eve", DENIED],
  ["group:eng", DENIED],
] as const)("a check of %s, through groups, folders and an exclusion, allocates nothing", (subject, verdict) => {
  expect(quick.decideGiven(subject, "view", "document:readme")).toBe(verdict);
  expect(bytesOfEach(() => quick.decideGiven(subject, "view", "document:readme"))).toBeLessThan(1);
});

test("what allocates is told so by this measure", () => {
  const kept: object[] = [];
  expect(bytesOfEach((i) => kept.push({ i }))).toBeGreaterThan(8);
});
