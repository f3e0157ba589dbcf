import { cover, jsonReport, runSuite, TextReport } from "@relata/testing";
import { describe, expect, test } from "vitest";
import { answersOf, filesOf, problemsOf, suiteOf } from "./situation.ts";

const MODEL = `model 1
context region: string
type user
type invoice {
  attribute amount: number
  trusted attribute status: "draft" | "paid"
  relation clerk: user with at_most
  permission refund = clerk when refundable
}
policy refundable = resource.status == "paid" && resource.amount <= 1000
policy at_most(tuple limit: number) = resource.amount <= limit && context.region == "eu" && action != "refund"
`;
const FILES = filesOf({ "authz.relata": MODEL });

/** A suite whose policies are these lines. */
function withPolicies(lines: string): string {
  return `model: authz.relata\npolicies:\n${lines.trim().replaceAll(/^/gm, "  ")}\n`;
}

/** A suite with these cases of the policy \`refundable\`. */
function cases(...lines: readonly string[]): string {
  const each = lines.map((line) => `    - ${line}`).join("\n");
  return withPolicies(`- policy: refundable\n  type: invoice\n  cases:\n${each}`);
}

function statuses(text: string): readonly string[] {
  return answersOf(text, FILES).map(({ status }) => status);
}

describe("what a suite says of policies by themselves", () => {
  test("passes where it is so: true, false, unknown, failed", () => {
    const text = cases(
      "{ resource: { status: paid, amount: 1000 }, is: true }",
      "{ resource: { status: draft }, is: false }",
      "{ resource: { status: paid }, is: unknown }",
      "{ resource: { status: paid }, is: unknown, needs: resource.amount }",
      "{ is: unknown, needs: [resource.amount, resource.status] }",
      '{ resource: { status: paid, amount: "1000" }, is: failed }',
      '{ resource: { status: paid, amount: 1 }, is: "true" }',
    );
    expect(statuses(text)).toEqual(Array.from({ length: 7 }, () => "passed"));
  });

  test("fails where it is not", () => {
    const text = cases(
      "{ resource: { status: paid, amount: 1001 }, is: true }",
      "{ resource: { status: paid }, is: false }",
      "{ resource: { status: paid }, is: unknown, needs: resource.status }",
      "{ is: unknown, needs: resource.status }",
      "{ resource: { status: paid, amount: 1 }, is: failed }",
    );
    expect(statuses(text)).toEqual(Array.from({ length: 5 }, () => "failed"));
  });

  test("may give what a tuple, a request and a question would", () => {
    const text = withPolicies(`
- policy: at_most
  cases:
    - { resource: { amount: 5 }, parameters: { limit: 5 }, context: { region: eu }, action: view, is: true }
    - { resource: { amount: 5 }, parameters: { limit: 5 }, context: { region: eu }, action: refund, is: false }
    - { resource: { amount: 5 }, context: { region: eu }, action: view, is: unknown, needs: limit }
`);
    expect(statuses(text)).toEqual(["passed", "passed", "passed"]);
    const around = text.replace("policies:", "context: { region: us }\npolicies:");
    expect(statuses(around.replaceAll(" context: { region: eu },", ""))).toEqual(["failed", "passed", "failed"]);
  });

  test("is told with the value of each clause where it fails", () => {
    const run = runSuite(suiteOf(cases("{ resource: { status: paid, amount: 1001 }, is: true }"), FILES));
    expect(new TextReport().file({ path: "a.relata.yaml", run })).toBe(`✗ a.relata.yaml: 1 of 1 test failed
  a.relata.yaml:3:5 policy refundable
    a.relata.yaml:6:9 what is policy refundable on invoice?
      expected true
      actual   false
      ✗ resource.status == "paid" && resource.amount <= 1000
      ├─ ✓ resource.status == "paid"
      │  └─ = resource.status: "paid"
      └─ ✗ resource.amount <= 1000
         └─ = resource.amount: 1001
`);
    expect(JSON.stringify(jsonReport([{ path: "a.relata.yaml", run }]))).toContain("✗ resource.amount <= 1000");
  });

  test("decides a policy as other tests do: both of its answers must be stated", () => {
    expect(unnoticed(cases("{ resource: { status: paid, amount: 1 }, is: true }"))).toHaveLength(1);
    const both = ["{ resource: { status: paid, amount: 1 }, is: true }", "{ resource: { status: draft }, is: false }"];
    expect(unnoticed(cases(...both))).toEqual([]);
  });
});

describe("what is wrong with it is told with its place", () => {
  test.each([
    [cases("{ resource: { status: paid }, is: maybe }"), "6:43 `is` must be one of true, false, unknown, failed"],
    [
      cases("{ resource: { amuont: 1 }, is: true }"),
      "6:23 nothing called `amuont` can be read there; did you mean `amount`?",
    ],
    [cases("{ resource: { status: paid } }"), "6:9 the case states nothing"],
    [cases("{ is: true, needs: resource.amount }"), "6:28 only what is unknown `needs` something"],
    [cases("{ is: true, parameters: { limit: 1 } }"), "nothing called `limit` can be read there"],
    [
      withPolicies("- policy: refundabel\n  cases: [{ is: true }]"),
      "3:13 unknown policy `refundabel`; did you mean `refundable`?",
    ],
    [
      withPolicies("- policy: refundable\n  type: invoce\n  cases: [{ is: true }]"),
      "unknown type `invoce`; did you mean `invoice`?",
    ],
    [withPolicies("- policy: refundable"), "`cases` is missing"],
    [withPolicies("- policy: refundable\n  cases: []"), "`cases` is empty"],
    [withPolicies("- cases: [{ is: true }]"), "`policy` is missing"],
    ["model: authz.relata\npolicies: []\n", "`policies` is empty"],
  ])("%j", (text, message) => {
    expect(problemsOf(text, FILES).join("\n")).toContain(message);
  });
});

/** What changes of the policy no case of the suite notices. */
function unnoticed(text: string): readonly string[] | undefined {
  return cover([suiteOf(text, FILES)]).items.find((item) => item.kind === "policy" && item.text.includes("refundable"))
    ?.unnoticed;
}
