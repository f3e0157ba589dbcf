import { isFailure, parseInstant, type Json } from "@relata/model";
import { residual, type PolicyKnowledge } from "@relata/abac";
import { describe, expect, test } from "vitest";
import { attribute, modelOf, policyOf, type Situation } from "../support/ask.ts";

function left(body: Json, knowledge: PolicyKnowledge, situation: Situation = {}): Json {
  return residual(policyOf(body, situation), modelOf(situation), knowledge).body;
}

const AMOUNT = attribute("amount");
const LIMIT = attribute("limit");
const PAID: Json = { "==": [attribute("status"), "paid"] };
const WITHIN: Json = { "<=": [AMOUNT, LIMIT] };

describe("what is left", () => {
  test.each<readonly [string, Json, PolicyKnowledge, Json]>([
    ["the answer, where it is known", PAID, { resource: { status: "paid" } }, true],
    ["false, though much is absent", { and: [PAID, WITHIN] }, { resource: { status: "sent" } }, false],
    ["the clauses that are open", { and: [PAID, WITHIN] }, { resource: { status: "paid" } }, WITHIN],
    ["values in place of paths", WITHIN, { resource: { limit: 1000 } }, { "<=": [AMOUNT, 1000] }],
    ["the whole, where nothing is known", { or: [PAID, WITHIN] }, {}, { or: [PAID, WITHIN] }],
    ["no operand that is false, of an `or`", { or: [PAID, WITHIN] }, { resource: { status: "sent" } }, WITHIN],
    ["a constant that is computed", { "<": [{ "*": [2, 3] }, AMOUNT] }, {}, { "<": [6, AMOUNT] }],
    ["the arm that is taken", { if: [attribute("flag"), PAID, WITHIN] }, { resource: { flag: true } }, PAID],
    ["the other arm", { if: [attribute("flag"), PAID, WITHIN] }, { resource: { flag: false } }, WITHIN],
    [
      "the arms that may be taken",
      { if: [attribute("flag"), PAID, attribute("other"), WITHIN, true, PAID, false] },
      { resource: { flag: false } },
      { if: [attribute("other"), WITHIN, PAID] },
    ],
    [
      "the action as text, and the instant as a timestamp",
      { and: [{ "==": [{ var: "action" }, attribute("name")] }, { "<": [attribute("since"), { var: "now" }] }] },
      { action: "read", now: parseInstant("2026-01-15T00:00:00.5Z") as NonNullable<PolicyKnowledge["now"]> },
      {
        and: [
          { "==": ["read", attribute("name")] },
          { "<": [attribute("since"), { timestamp: ["2026-01-15T00:00:00.5Z"] }] },
        ],
      },
    ],
    [
      "known lists as they are, and what is known inside a list operator",
      {
        some: [
          attribute("numbers"),
          { "<": [{ var: "" }, { "+": [{ var: "../resource.limit" }, { var: "../resource.amount" }] }] },
        ],
      },
      { resource: { numbers: [3, 7], limit: 5 } },
      { some: [[3, 7], { "<": [{ var: "" }, { "+": [5, { var: "../resource.amount" }] }] }] },
    ],
    [
      "a list operator whose body is the same of any element",
      { some: [attribute("numbers"), { "<": [{ var: "../resource.amount" }, 5] }] },
      { resource: { amount: 1 } },
      { some: [attribute("numbers"), true] },
    ],
    [
      "an object as a `record`",
      { isSubtreeOf: [attribute("labels"), { var: "context.labels" }] },
      { resource: { labels: { a: "b" } } },
      { isSubtreeOf: [{ record: ["a", "b"] }, { var: "context.labels" }] },
    ],
    [
      "what was declared `any`, of no known type",
      { in: [attribute("name"), { var: "context.anything" }] },
      { context: { anything: "admin" } },
      { in: [attribute("name"), { any: ["admin"] }] },
    ],
    [
      "a value of any type beside what is absent",
      { "==": [attribute("amount"), { var: "context.anything" }] },
      { context: { anything: "admin" } },
      { "==": [AMOUNT, { any: ["admin"] }] },
    ],
    [
      "a text that the enum beside it lacks, as one that is computed",
      { "==": [attribute("status"), attribute("name")] },
      { resource: { name: "lost" } },
      { "==": [attribute("status"), { cat: ["lost"] }] },
    ],
    [
      "a part that failed",
      { or: [{ "<": [AMOUNT, 5] }, attribute("flag")] },
      { resource: { amount: "5" } },
      {
        or: [
          { fail: ["wrong_type", "`resource.amount` is text, not a number; it is declared `number`"] },
          attribute("flag"),
        ],
      },
    ],
    [
      "a default, which waits",
      { "<": [{ var: ["resource.amount", { "+": [1, LIMIT] }] }, 5] },
      { resource: { limit: 1 } },
      { "<": [{ var: ["resource.amount", 2] }, 5] },
    ],
    [
      "an address as one",
      { "==": [attribute("address"), { var: "context.address" }] },
      { resource: { address: "::ffff:10.0.0.1" } },
      { "==": [{ ipaddress: ["10.0.0.1"] }, { var: "context.address" }] },
    ],
  ])("is %s", (_, body, knowledge, expected) => {
    expect(left(body, knowledge)).toEqual(expected);
  });

  test("keeps what is required and absent, and drops what is there", () => {
    const situation: Situation = { required: ["resource.amount", "context.flag"] };
    const policy = residual(policyOf(true, situation), modelOf(), { resource: { amount: 1 } });
    expect(policy).toMatchObject({ name: "tested", required: ["context.flag"], body: true });
  });

  test("takes a parameter from the tuple that is known", () => {
    const situation: Situation = { parameterTypes: { region: { kind: "string" } }, tupleParameters: ["region"] };
    const body: Json = { "==": [{ var: "region" }, { var: "context.name" }] };
    expect(left(body, { parameters: { region: "eu" } }, situation)).toEqual({ "==": ["eu", { var: "context.name" }] });
  });
});

test("data that throws when it is read is a failure with a code", () => {
  const resource = Object.defineProperty({}, "amount", {
    enumerable: true,
    get: () => {
      throw new Error("secret");
    },
  });
  const work = () => left(WITHIN, { resource });
  expect(work).toThrow(expect.objectContaining({ code: "policy_failed" }));
  expect(work).not.toThrow("secret");
});

describe("what is left and too large", () => {
  const body: Json = { some: [attribute("numbers"), { "<": [{ var: "" }, { var: "../resource.amount" }] }] };

  function failureOf(numbers: Json): unknown {
    try {
      return left(body, { resource: { numbers } });
    } catch (error) {
      return error;
    }
  }

  test("is refused with a code, and so is what takes too long to find", () => {
    const large = failureOf(Array.from({ length: 10_001 }, (_, i) => i));
    expect(isFailure(large, "budget_exceeded")).toBe(true);
    expect((large as Error).message).toContain("what is left of policy `tested` is too large: the policy holds more");
    expect(isFailure(failureOf(Array.from({ length: 60_000 }, (_, i) => i)), "budget_exceeded")).toBe(true);
  });
});
