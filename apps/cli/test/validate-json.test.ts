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

test("a policy that cannot be evaluated is a diagnostic like any other", async () => {
  const world = new World({
    "p.relata": 'model 1\npolicy odd = json { "nonsense": [1] }\ntype user { relation r: user with odd }',
  });
  const { exitCode, stdout } = await world.relata("validate --json");
  const { valid, models, diagnostics } = JSON.parse(stdout) as { [key: string]: readonly Record<string, unknown>[] };
  expect({ exitCode, valid }).toEqual({ exitCode: 3, valid: false });
  expect(models).toEqual([{ path: "p.relata", valid: false, files: ["p.relata"] }]);
  expect(diagnostics).toMatchObject([
    { path: "p.relata", severity: "error", message: expect.stringMatching(/`nonsense`/) },
  ]);
  const plain = await world.relata("validate");
  expect(plain).toMatchObject({ exitCode: 3, stdout: "", stderr: expect.stringMatching(/\n1 error in 1 file\n$/) });
});

test("a model that is not there is an error, and no report", async () => {
  const { exitCode, stdout } = await new World({}).relata("validate none.relata --json");
  expect({ exitCode, told: JSON.parse(stdout) }).toMatchObject({
    exitCode: 3,
    told: { error: { code: "model_unreadable" } },
  });
});
