import { expect, test } from "vitest";
import { MODEL, World } from "./world.ts";

test("validate prints one line for a model without errors", async () => {
  expect(await new World().relata("validate")).toEqual({
    exitCode: 0,
    stdout: "authz.relata: 5 types, 9 relations, 4 permissions, 2 policies\n",
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

test("validate with --json has the diagnostics as data", async () => {
  const world = new World({ "sub/bad.relata": "model 1\ntype doc { relation a: usr }" });
  const { exitCode, stdout, stderr } = await world.relata("validate --model sub/bad.relata --json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    valid: false,
    files: ["sub/bad.relata"],
    diagnostics: [{ code: "unknown_type", severity: "error", span: { path: "sub/bad.relata", line: 2, column: 24 } }],
  });
});

test("validate with --json of a good model has its types", async () => {
  const { stdout } = await new World().relata("validate --json");
  expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [], policies: ["office_hours", "refundable"] });
});

test("validate on a terminal adds a table of the types", async () => {
  const { stdout } = await new World().relata("validate", { isTTY: true, env: { NO_COLOR: "1" } });
  expect(stdout).toContain("│ folder             │ banned    │ view        │");
  expect(stdout).not.toContain("\u001B");
});

test("a model with errors answers no question, and shows its carets", async () => {
  const world = new World({ "bad.relata": MODEL.replace("permission write = owner", "permission write = ovner") });
  world.write("f.txt", "");
  const { exitCode, stdout, stderr } = await world.relata("check user:a write client_abc:invoice:1 --tuples f.txt");
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  expect(stderr).toMatch(/^error invalid_model:\nbad\.relata:\d+:\d+: error unknown_relation: /);
  expect(stderr).toContain("\n                       ^^^^^\n");
  expect(stderr).toMatch(/\nthe model has an error\n$/);
});
