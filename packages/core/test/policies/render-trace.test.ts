import { readModel, renderTrace, tryPolicy, type PolicyInput } from "@relata/core";
import { describe, expect, test } from "vitest";

const { model } = readModel(`model 1
context region: string
type user { attribute level: number }
type invoice {
  attribute amount: number
  attribute status: "draft" | "paid"
  attribute lines: list<any>
  relation clerk: user with refundable | user with nested | user with choice
}
policy refundable(limit: number) = resource.status == "paid" && resource.amount <= limit
policy nested(limit: number) = resource.lines.exists(line, line.price > limit && line.tags.all(t, t != line.name))
policy choice = resource.amount > 1 ? context.region == "eu" : resource.amount / 0 > 1
`);

function traced(policy: string, given: Omit<PolicyInput, "policy">): string[] {
  return renderTrace(tryPolicy(model, { policy, type: "invoice", ...given })).split("\n");
}

describe("the trace of a policy", () => {
  test("says of each clause what it gave", () => {
    expect(traced("refundable", { resource: { status: "paid", amount: 250 }, parameters: { limit: 100 } })).toEqual([
      '✗ resource.status == "paid" && resource.amount <= limit',
      '├─ ✓ resource.status == "paid"',
      '│  └─ = resource.status: "paid"',
      "└─ ✗ resource.amount <= limit",
      "   ├─ = resource.amount: 250",
      "   └─ = limit: 100",
    ]);
  });

  test("says what is missing", () => {
    expect(traced("refundable", { resource: { status: "paid" } })).toEqual([
      '? resource.status == "paid" && resource.amount <= limit: needs context.limit, resource.amount',
      '├─ ✓ resource.status == "paid"',
      '│  └─ = resource.status: "paid"',
      "└─ ? resource.amount <= limit: needs context.limit, resource.amount",
      "   ├─ ? resource.amount: needs resource.amount",
      "   └─ ? limit: needs context.limit",
    ]);
  });

  test("says where it did not go, and what failed", () => {
    const lines = traced("choice", { resource: { amount: 1 } });
    expect(lines.find((line) => line.includes("not reached"))).toBe('├─ · context.region == "eu": not reached');
    expect(lines[0]).toContain("failed, `/` divides by zero");
  });

  test("names the elements of lists, and has a value for each", () => {
    const lines = [
      { price: 5, name: "a", tags: ["a"] },
      { price: 50, name: "b", tags: ["x", "y"] },
    ];
    const text = traced("nested", { resource: { lines }, parameters: { limit: 10 } });
    expect(text[0]).toMatch(/^✓ resource\.lines\.exists\(/);
    expect(text).toContain("   ├─ = item.price > limit: false, true");
    expect(text).toContain("   │  ├─ = item.price: 5, 50");
    expect(text.some((line) => line.includes("item != item2.name"))).toBe(true);
  });

  test("is in colour where asked for", () => {
    const trial = tryPolicy(model, { policy: "refundable" });
    expect(renderTrace(trial, (role, text) => `<${role}>${text}</${role}>`)).toContain("<conditional>?</conditional>");
  });
});
