import { expect, test } from "vitest";
import { World } from "./world.ts";

test("validate with --json has every diagnostic with both of its ends", async () => {
  const world = new World({ "sub/bad.relata": "model 1\ntype doc { relation a: usr }" });
  const { exitCode, stdout, stderr } = await world.relata("validate --model sub/bad.relata --json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    valid: false,
    errors: 1,
    warnings: 0,
    models: [{ path: "sub/bad.relata", valid: false, files: ["sub/bad.relata"] }],
    diagnostics: [
      {
        path: "sub/bad.relata",
        severity: "error",
        code: "unknown_type",
        message: "unknown type `usr`",
        hint: "there is `doc`",
        start: { offset: 31, line: 2, column: 24 },
        end: { offset: 34, line: 2, column: 27 },
      },
    ],
  });
});

test("validate with --json of a good model has no diagnostics, on one line", async () => {
  const { stdout } = await new World().relata("validate --json");
  expect(stdout).toMatch(/^[^\n]*\n$/);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    valid: true,
    errors: 0,
    warnings: 0,
    models: [{ path: "authz.relata", valid: true, files: ["authz.relata"] }],
    diagnostics: [],
  });
});

test.each([
  ["an operator that there is not", 'json { "nonsense": [1] }'],
  ["values of two types", 'resource.amount == "one"'],
  ["no boolean", "resource.amount"],
  ["too much of it", `json { "or": [${"true, ".repeat(10_001)}true] }`],
])("what the library would refuse of a policy is a diagnostic in its place: %s", async (_, body) => {
  const text = `model 1\npolicy odd =\n  ${body}\ntype user { attribute amount: number relation r: user with odd }`;
  const world = new World({ "p.relata": text });
  const { exitCode, stdout, stderr } = await world.relata("validate --json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    valid: false,
    errors: 1,
    models: [{ path: "p.relata", valid: false, files: ["p.relata"] }],
    diagnostics: [{ path: "p.relata", severity: "error", code: "policy_type", start: { line: 3 } }],
  });
});

test("a model that is not there is an error, and no report", async () => {
  const { exitCode, stdout } = await new World({}).relata("validate none.relata --json");
  expect({ exitCode, told: JSON.parse(stdout) }).toMatchObject({
    exitCode: 3,
    told: { error: { code: "model_unreadable" } },
  });
});
