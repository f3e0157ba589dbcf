import {
  indexModel,
  instantFromMs,
  parseInstant,
  type Instant,
  type Json,
  type ModelIndex,
  type ValueType,
} from "@relata/model";
import { compilePolicy } from "@relata/abac";
import { describe, expect, test } from "vitest";
import { answer, ask, attribute, complaint, over, policyOf } from "./support/ask.ts";

const NOON = "2026-01-15T12:00:00Z";
const NOW: Json = { var: "now" };

function at(text: string): Instant {
  return parseInstant(text) ?? instantFromMs(0);
}

/** A model whose types declare the attribute `seen`, each as one of these. */
function modelWith(...types: readonly ValueType[]): ModelIndex {
  return indexModel({
    version: 1,
    types: types.map((type, i) => ({
      name: `type${i}`,
      attributes: [{ name: "seen", type, trusted: false }],
      relations: [],
      permissions: [],
    })),
    policies: [],
    context: [],
  });
}

describe("timestamps", () => {
  test.each([
    ["2026-01-15T12:00:00Z", "true"],
    ["2026-01-15T13:00:00+01:00", "true"],
    ["2026-01-15T07:00:00.000-05:00", "true"],
    ["2026-01-15t12:00:00z", "true"],
    ["2026-01-15T12:00:00.000000001Z", "false"],
    ["2026-01-15T12:00:00+01:00", "false"],
  ])("%s is noon of that day: %s", (text, expected) => {
    expect(over({ since: text }, { "==": [attribute("since"), NOON] })).toBe(expected);
    expect(over({ since: text }, { in: [attribute("since"), [NOON]] })).toBe(expected);
    expect(over({ days: [text] }, { in: [NOON, attribute("days")] })).toBe(expected);
    expect(over({ days: [text] }, { "==": [attribute("days"), [NOON]] })).toBe(expected);
  });

  test("are ordered by what they mean, not by their text", () => {
    const resource = { since: "2026-01-15T23:00:00-05:00", until: "2026-01-16T03:00:00Z" };
    expect(over(resource, { "<": [attribute("until"), attribute("since")] })).toBe("true");
  });

  test("keep their nanoseconds", () => {
    const later = { "<": ["2026-01-15T12:00:00.000000001Z", NOW] };
    expect(answer(later, { now: at("2026-01-15T12:00:00.000000001Z") })).toBe("false");
    expect(answer(later, { now: at("2026-01-15T12:00:00.000000002Z") })).toBe("true");
  });

  test("a window of parameters is open at its end", () => {
    const body: Json = { and: [{ ">=": [NOW, { var: "from" }] }, { "<": [NOW, { var: "until" }] }] };
    const situation = {
      parameterTypes: { from: { kind: "timestamp" }, until: { kind: "timestamp" } },
      parameters: { from: "2026-01-15T09:00:00Z", until: "2026-01-15T17:00:00Z" },
    } as const;
    expect(answer(body, { ...situation, now: at("2026-01-15T08:59:59Z") })).toBe("false");
    expect(answer(body, { ...situation, now: at("2026-01-15T09:00:00Z") })).toBe("true");
    expect(answer(body, { ...situation, now: at("2026-01-15T17:00:00Z") })).toBe("false");
  });

  test("beside text that is written in the policy make it one, or the policy is refused", () => {
    expect(complaint({ "<": [NOW, "tomorrow"] })).toBe(
      "/</1: `tomorrow` is not a timestamp such as `2026-01-31T09:00:00Z`",
    );
    expect(complaint({ in: [NOW, [NOON, "2026-02-30T00:00:00Z"]] })).toContain(
      "/in/1/1: `2026-02-30T00:00:00Z` is not a timestamp",
    );
  });

  test("beside a value declared as text are refused, since `!=` would be true of equal ones", () => {
    const message = "compares a timestamp such as `2026-01-31T09:00:00Z` with text: declare both as the same type";
    expect(complaint({ "!=": [attribute("since"), attribute("name")] })).toBe(`/!=/1: \`!=\` ${message}`);
    expect(complaint({ in: [attribute("name"), attribute("days")] })).toContain("declare both as the same type");
    expect(complaint({ "==": [attribute("since"), attribute("lasts")] })).toContain("declare both as the same type");
  });

  test("beside text of a value that may be anything read it as a timestamp, or it is a problem", () => {
    const body: Json = { "==": [attribute("since"), attribute("anything")] };
    expect(over({ since: NOON, anything: "2026-01-15T13:00:00+01:00" }, body)).toBe("true");
    expect(over({ since: NOON, anything: "2026-01-15T13:00:00Z" }, body)).toBe("false");
    expect(over({ since: NOON, anything: "noon" }, body)).toBe("[wrong_type]");
    expect(over({ since: NOON, anything: 5 }, body)).toBe("false");
    expect(over({ since: NOON, anything: null }, body)).toBe("false");
  });

  test("are not read from text that only looks like one where the type is text", () => {
    expect(over({ name: "2026-01-15T13:00:00+01:00" }, { "==": [attribute("name"), NOON] })).toBe("false");
  });
});

describe("durations", () => {
  test.each([
    ["90m", "true"],
    ["1h30m", "true"],
    ["1.5h", "true"],
    ["5400s", "true"],
    ["5400000ms", "true"],
    ["90s", "false"],
  ])("%s is an hour and a half: %s", (text, expected) => {
    expect(over({ lasts: text }, { "==": [attribute("lasts"), "1h30m"] })).toBe(expected);
  });

  test("are ordered by their length", () => {
    expect(over({ lasts: "9s" }, { "<": [attribute("lasts"), "10s"] })).toBe("true");
    expect(over({ lasts: "100ms" }, { "<": [attribute("lasts"), "2s"] })).toBe("true");
    expect(over({ lasts: "-1h" }, { "<": [attribute("lasts"), "0"] })).toBe("true");
    expect(complaint({ "<": [attribute("lasts"), "soon"] })).toBe("/</1: `soon` is not a duration such as `1h30m`");
  });
});

describe("addresses", () => {
  test.each([
    ["192.0.2.1", "true"],
    ["::ffff:192.0.2.1", "true"],
    ["::FFFF:c000:0201", "true"],
    ["192.0.2.2", "false"],
    ["::c000:0201", "false"],
  ])("%s is the address 192.0.2.1: %s", (text, expected) => {
    expect(over({ address: text }, { "==": [attribute("address"), "192.0.2.1"] })).toBe(expected);
  });

  test("are ordered as numbers, IPv4 before IPv6", () => {
    expect(over({ address: "10.0.0.9" }, { "<": [attribute("address"), "10.0.0.10"] })).toBe("true");
    expect(over({ address: "255.255.255.255" }, { "<": [attribute("address"), "::1"] })).toBe("true");
    expect(complaint({ "==": [attribute("address"), "localhost"] })).toContain("`localhost` is not an IP address");
  });
});

describe("enums", () => {
  test("compare as text, and a member that does not exist is refused with the one that was meant", () => {
    expect(over({ status: "paid" }, { "==": [attribute("status"), "paid"] })).toBe("true");
    expect(over({ status: "sent" }, { in: [attribute("status"), ["paid", "draft"]] })).toBe("false");
    expect(complaint({ "==": [attribute("status"), "payed"] })).toBe(
      '/==/1: `payed` is not one of "draft" | "sent" | "paid"; did you mean `paid`?',
    );
    expect(complaint({ in: [attribute("status"), ["paid", "lost"]] })).toBe(
      '/in/1/1: `lost` is not one of "draft" | "sent" | "paid"',
    );
  });
});

describe("a value that does not fit its declared type", () => {
  test.each<readonly [string, Json, string]>([
    ["amount", "5", "is text, not a number; it is declared `number`"],
    ["count", 1.5, "is `1.5`, not a whole number; it is declared `int`"],
    ["size", -1, "is `-1`, not a whole number of zero or more; it is declared `uint`"],
    ["flag", "true", "is text, not a boolean; it is declared `boolean`"],
    ["name", null, "is null, not text; it is declared `string`"],
    ["status", "lost", 'is `lost`, not one of "draft" | "sent" | "paid"; it is declared `"draft" | "sent" | "paid"`'],
    ["since", "today", "is `today`, not a timestamp such as `2026-01-31T09:00:00Z`; it is declared `timestamp`"],
    ["since", 5, "is a number, not a timestamp such as `2026-01-31T09:00:00Z`; it is declared `timestamp`"],
    ["tags", "a", "is text, not a list; it is declared `list<string>`"],
    ["tags", ["a", 1], "has at `1` a value that is a number, not text; it is declared `list<string>`"],
    ["labels", { a: 1 }, "has at `a` a value that is a number, not text; it is declared `map<string>`"],
  ])("is a problem that names `%s`, what was given and what was declared", (name, given, expected) => {
    expect(ask({ "==": [attribute(name), attribute(name)] }, { resource: { [name]: given } }).problem).toEqual({
      code: "wrong_type",
      message: `\`resource.${name}\` ${expected}`,
    });
  });

  test("is a problem in the context and in parameters too", () => {
    expect(ask({ "<": [{ var: "context.amount" }, 5] }, { context: { amount: "1" } }).problem?.message).toContain(
      "`context.amount`",
    );
    const plain = { parameterTypes: { most: { kind: "number" } } } as const;
    expect(ask({ "<": [{ var: "most" }, 5] }, { ...plain, parameters: { most: "1" } }).problem?.message).toContain(
      "is text",
    );
  });
});

describe("an attribute that several types declare", () => {
  const scope = { subject: {}, context: {}, parameters: {}, action: "read", now: at(NOON) };
  const body: Json = { "==": [attribute("seen"), "2026-01-15T13:00:00+01:00"] };

  test("has their type where they agree", () => {
    const model = modelWith({ kind: "timestamp" }, { kind: "timestamp" });
    expect(compilePolicy(policyOf(body), model)({ ...scope, resource: { seen: NOON } }).truth).toBe(2);
  });

  test("is taken as it is given where they disagree", () => {
    const model = modelWith({ kind: "timestamp" }, { kind: "string" });
    expect(compilePolicy(policyOf(body), model)({ ...scope, resource: { seen: NOON } }).truth).toBe(0);
    const ordered = compilePolicy(policyOf({ "<=": [attribute("seen"), NOW] }), model);
    expect(ordered({ ...scope, resource: { seen: "2026-01-15T13:00:00+01:00" } }).truth).toBe(2);
    expect(ordered({ ...scope, resource: { seen: 5 } }).problem?.code).toBe("wrong_type");
  });
});
