import { expect, test } from "vitest";
import { World } from "./world.ts";

const ONE = "client_abc:invoice:1";

test("explain prints the decision as check does, then the proof, and ends as check does", async () => {
  const world = new World();
  expect(await world.relata(`explain user:bob write ${ONE} --tuples facts.txt`)).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: [
      "allowed",
      "  until 2027-01-01T00:00:00Z",
      "",
      `✓ user:bob has write on ${ONE}`,
      `└─ ✓ ${ONE}#clerk@group:eng#member`,
      "   └─ ✓ group:eng#member@user:bob until 2027-01-01T00:00:00Z",
      "",
    ].join("\n"),
  });
});

test("explain of a denial shows what excludes", async () => {
  const world = new World();
  expect(await world.relata("explain user:bad view folder:open --tuples facts.txt")).toEqual({
    exitCode: 1,
    stderr: "",
    stdout: [
      "denied",
      "",
      "✗ user:bad does not have view on folder:open",
      "└─ ✗ excluded by banned on folder:open: folder:open#banned@user:bad",
      "",
      "any one of these would allow it",
      "└─ delete folder:open#banned@user:bad",
      "",
    ].join("\n"),
  });
});

test("explain of a condition ends with 2", async () => {
  const world = new World();
  const { exitCode, stdout } = await world.relata("explain user:ann refund client_abc:invoice:2 --tuples facts.txt");
  expect(exitCode).toBe(2);
  expect(stdout).toMatch(/^conditional\n {2}needs resource\.amount of client_abc:invoice:2\n/);
  expect(stdout).toContain("└─ ? policy refundable needs resource.amount of client_abc:invoice:2");
});

test("explain with --json has the whole reason, with instants as text", async () => {
  const world = new World();
  const { exitCode, stdout } = await world.relata(`explain user:bob write ${ONE} --tuples facts.txt --json`);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    subject: "user:bob",
    outcome: "allowed",
    reasons: [
      { subject: { type: "user", id: "bob" }, names: [{ name: "write" }, { name: "clerk" }, { name: "member" }] },
    ],
  });
  expect(stdout).toContain('"until":"2027-01-01T00:00:00Z"');
});

test("explain with --json has the nearest misses, and until when time alone changes nothing", async () => {
  const world = new World();
  const { stdout } = await world.relata("explain user:bad view folder:open --tuples facts.txt --json");
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: "denied",
    misses: [{ kind: "delete", tuple: { relation: "banned", subject: { id: "bad" } } }],
  });
  const allowed = await world.relata(`explain user:bob write ${ONE} --tuples facts.txt --json`);
  expect(JSON.parse(allowed.stdout)).toMatchObject({ validUntil: "2027-01-01T00:00:00Z", misses: [] });
});

test("explain with --mermaid draws the tree, and ends as check does", async () => {
  const world = new World();
  const { exitCode, stdout } = await world.relata("explain user:bad view folder:open --tuples facts.txt --mermaid");
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^flowchart TB\n {2}b0\["✗ user:bad does not have view on folder:open"\]\n/);
  expect(stdout).toContain("delete folder:open#banned@user:bad");
  const both = await world.relata("explain user:bad view folder:open --tuples facts.txt --mermaid --json");
  expect(both.exitCode).toBe(3);
});
