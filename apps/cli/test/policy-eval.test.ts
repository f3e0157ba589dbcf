import { beforeEach, describe, expect, test } from "vitest";
import { World } from "./world.ts";

const MODEL = `model 1

context region: string

type user

type invoice {
  attribute amount: number
  attribute status: "draft" | "paid"

  relation   clerk: user with at_most
  permission refund = clerk when refundable
}

policy refundable = resource.status == "paid" && resource.amount <= 1000

policy at_most(tuple limit: number) = resource.amount / limit <= 1
`;

let world: World;

beforeEach(() => {
  world = new World({ "authz.relata": MODEL });
});

describe("relata policy eval", () => {
  test("prints the answer, each clause with what it gave, and what is left", async () => {
    const ran = await world.run(["policy", "eval", "refundable", "--resource", '{"status": "paid"}']);
    expect(ran).toEqual({
      exitCode: 2,
      stderr: "",
      stdout: [
        "unknown",
        "",
        '? resource.status == "paid" && resource.amount <= 1000: needs resource.amount',
        '├─ ✓ resource.status == "paid"',
        '│  └─ = resource.status: "paid"',
        "└─ ? resource.amount <= 1000: needs resource.amount",
        "   └─ ? resource.amount: needs resource.amount",
        "",
        "left to decide: resource.amount <= 1000",
        "",
      ].join("\n"),
    });
  });

  test.each([
    ['{"status": "paid", "amount": 1}', 0, "true"],
    ['{"status": "draft"}', 1, "false"],
    ["{}", 2, "unknown"],
    ['{"status": "paid", "amount": "1"}', 4, "failed"],
  ])("with %s exits with %i, as the answer is %s", async (resource, exitCode, answer) => {
    const ran = await world.run(["policy", "eval", "refundable", "--type", "invoice", "--resource", resource]);
    expect([ran.exitCode, ran.stdout.split("\n")[0]]).toEqual([exitCode, answer]);
    const json = await world.run(["policy", "eval", "refundable", "--resource", resource, "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ policy: "refundable", answer });
    expect(json.exitCode).toBe(exitCode);
  });

  test("takes what would stand in a tuple", async () => {
    const given = ["--resource", '{"amount": 5}', "--parameters", '{"limit": 0}'];
    const ran = await world.run(["policy", "eval", "at_most", ...given]);
    expect(ran.exitCode).toBe(4);
    expect(ran.stdout).toContain("`/` divides by zero");
  });

  test.each([
    [["policy", "eval", "refundabel"], "did you mean `refundable`?"],
    [["policy", "eval", "refundable", "--type", "invoce"], "did you mean `invoice`?"],
    [["policy", "eval", "at_most", "--parameters", '{"limt": 1}'], "did you mean `limit`?"],
    [["policy", "eval", "refundable", "--resource", "amount"], "--resource is not JSON"],
    [["policy", "eval", "refundable", "--now", "noon"], "noon"],
    [["policy", "evil", "refundable"], "evil"],
  ])("refuses %j", async (argv, message) => {
    const { exitCode, stdout, stderr } = await world.run(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain(message);
  });
});
