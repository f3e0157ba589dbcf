import { expect, test } from "vitest";
import { MODEL, World } from "./world.ts";

test("validate prints one line for a model without errors", async () => {
  expect(await new World().relata("validate")).toEqual({
    exitCode: 0,
    stdout: "authz.relata: 5 types, 9 relations, 4 permissions, 3 policies\n",
    stderr: "",
  });
});

test("validate names one of a thing in the singular", async () => {
  const world = new World({ "one.relata": "model 1\ntype user { relation self_made: user }" });
  expect((await world.relata("validate")).stdout).toBe("one.relata: 1 type, 1 relation, 0 permissions, 0 policies\n");
});

test("validate prints every error with its place, a caret and a hint, and ends with 3", async () => {
  const world = new World({
    "bad.relata": "model 1\ntype user\ntype doc {\n  relation owner: usr\n  permission read = ownr\n}",
  });
  expect(await world.relata("validate")).toEqual({
    exitCode: 3,
    stdout: "",
    stderr: [
      "bad.relata:4:19: error unknown_type: unknown type `usr`",
      "    relation owner: usr",
      "                    ^^^",
      "hint: did you mean `user`?",
      "",
      "bad.relata:5:21: error unknown_relation: type `doc` has no relation or permission `ownr`",
      "    permission read = ownr",
      "                      ^^^^",
      "hint: did you mean `owner`?",
      "",
      "2 errors in 1 file",
      "",
    ].join("\n"),
  });
});

const DOUBTFUL = `model 1
type user
type group { relation member: user:* }
type doc {
  relation viewer: group#member
  permission view = viewer
}`;

test("validate prints warnings, and ends with 0", async () => {
  const world = new World({ "warn.relata": DOUBTFUL });
  const { exitCode, stdout, stderr } = await world.relata("validate");
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^warn\.relata:\d+:\d+: warning [a-z_]+: /);
  expect(stdout).toBe("warn.relata: 3 types, 2 relations, 1 permission, 0 policies\n");
});

test("other commands say nothing of warnings", async () => {
  const world = new World({ "warn.relata": DOUBTFUL, "f.txt": "" });
  expect((await world.relata("check user:a view doc:1 --tuples f.txt")).stderr).toBe("");
});

test("validate on a terminal adds a table of the types", async () => {
  const { stdout } = await new World().relata("validate", { isTTY: true, env: { NO_COLOR: "1" } });
  expect(stdout).toContain("│ folder             │ banned    │ view        │");
  expect(stdout).not.toContain("\u001B");
});

test("a model with errors answers no question, and shows its carets", async () => {
  const world = new World({ "bad.relata": MODEL.replace("permission write  = owner", "permission write  = ovner") });
  world.write("f.txt", "");
  const { exitCode, stdout, stderr } = await world.relata("check user:a write client_abc:invoice:1 --tuples f.txt");
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  expect(stderr).toMatch(/^error invalid_model:\nbad\.relata:\d+:\d+: error unknown_relation: /);
  expect(stderr).toContain("\n                        ^^^^^\n");
  expect(stderr).toMatch(/\nthe model has an error\n$/);
});

const GOOD = "model 1\ntype user";
const BAD = "model 1\ntype doc { relation owner: usr }";

test("validate takes several models, and says of each what it is", async () => {
  const world = new World({ "a.relata": GOOD, "b.relata": BAD, "c/d.relata": GOOD, "c/e.relata": "model 1\ntype doc" });
  const { exitCode, stdout, stderr } = await world.relata("validate a.relata b.relata c");
  expect(exitCode).toBe(3);
  expect(stdout).toBe(
    "a.relata: 1 type, 0 relations, 0 permissions, 0 policies\nc: 2 types, 0 relations, 0 permissions, 0 policies\n",
  );
  expect(stderr).toMatch(/^b\.relata:2:28: error unknown_type: [^]*\n\n1 error in 4 files\n$/);
});

test("what two models share is said once", async () => {
  const world = new World({
    "a.relata": 'model 1\nimport "./shared.relata"',
    "b.relata": 'model 1\nimport "./shared.relata"',
    "shared.relata": BAD,
  });
  expect((await world.relata("validate a.relata b.relata")).stderr.match(/unknown_type/g)).toHaveLength(1);
});

test("validate may fail on warnings, or leave them out, but never leaves out an error", async () => {
  const world = new World({ "warn.relata": DOUBTFUL, "bad.relata": BAD });
  const failed = await world.relata("validate warn.relata --warnings error");
  expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/\n\n1 warning in 1 file\n$/) });
  expect(await world.relata("validate warn.relata --warnings=off")).toMatchObject({ exitCode: 0, stderr: "" });
  for (const what of ["error", "off", "show"]) {
    expect((await world.relata(`validate warn.relata bad.relata --warnings=${what}`)).exitCode).toBe(3);
  }
  expect(await world.relata("validate --warnings=loud")).toMatchObject({ exitCode: 3 });
});

test("on a terminal severity and carets are in colour, and the words are the same", async () => {
  const world = new World({ "warn.relata": DOUBTFUL, "bad.relata": BAD });
  const line = "validate warn.relata bad.relata";
  const { stderr } = await world.relata(line, { isTTY: true });
  expect(stderr).toContain("warn.relata:5:20: \u001B[33mwarning wildcard_through_subject_set\u001B[39m: ");
  expect(stderr).toContain("bad.relata:2:28: \u001B[31merror unknown_type\u001B[39m: ");
  // oxlint-disable-next-line no-control-regex -- Why: escape codes are what is looked for.
  expect(stderr).toMatch(/\u001B\[31m +\^\^\^\u001B\[39m\n/);
  // oxlint-disable-next-line no-control-regex -- Why: escape codes are what is taken away.
  expect(stderr.replaceAll(/\u001B\[\d+m/g, "")).toBe((await world.relata(line)).stderr);
});
