import { beforeEach, describe, expect, test } from "vitest";
import { World } from "./world.ts";

const MODEL = `model 1
type user
type invoice {
  attribute  amount: number
  relation   clerk: user
  permission refund = clerk when small
}
policy small = resource.amount <= 1000
`;

const SUITE = `model: authz.relata
policies:
  - policy: small
    cases:
      - { resource: { amount: 1000 }, is: true }
      - { resource: { amount: 1001 }, is: false }
tests:
  - name: a test of the model that fails
    checks: [{ subject: user:ann, object: invoice:1, allow: refund }]
`;

let world: World;

beforeEach(() => {
  world = new World({ "authz.relata": MODEL, "authz.relata.yaml": SUITE });
});

describe("relata policy test", () => {
  test("runs what a suite says of policies, and none of its other tests", async () => {
    expect(await world.relata("policy test")).toEqual({
      exitCode: 0,
      stdout: "✓ authz.relata.yaml: 1 test passed\n1 passed in 1 file\n",
      stderr: "",
    });
    expect((await world.relata("test")).exitCode).toBe(1);
  });

  test("shows what each clause gave where a case fails", async () => {
    world.write("authz.relata.yaml", SUITE.replace("amount: 1001", "amount: 999"));
    const { exitCode, stdout } = await world.relata("policy test");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("✓ resource.amount <= 1000\n      └─ = resource.amount: 999");
  });

  test("finds it wrong to have nothing to run", async () => {
    world.write("authz.relata.yaml", SUITE.replace(/policies:[^]*(?=tests:)/, ""));
    const { exitCode, stderr } = await world.relata("policy test");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("no test of a policy by itself was found");
  });
});
