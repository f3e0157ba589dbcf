import { indexModel, instantFromMs, type Json, type TypeDefinition, type ValueType } from "@relata/model";
import { compilePolicy, policyProblems } from "@relata/abac";
import { describe, expect, test } from "vitest";
import { policyOf } from "./support/ask.ts";

function typeWith(name: string, attributes: { readonly [name: string]: ValueType }): TypeDefinition {
  return {
    name,
    attributes: Object.entries(attributes).map(([name, type]) => ({ name, type, trusted: false })),
    relations: [],
    permissions: [],
  };
}

const INVOICE = typeWith("invoice", { amount: { kind: "number" }, since: { kind: "timestamp" } });
const NOTE = typeWith("note", { since: { kind: "string" }, amounts: { kind: "any" } });
const MODEL = indexModel({ version: 1, types: [INVOICE, NOTE], policies: [], context: [] });

function complaints(body: Json, resource?: TypeDefinition): readonly string[] {
  return policyProblems(policyOf(body), MODEL, { resource }).map(({ pointer, message }) => `${pointer}: ${message}`);
}

describe("a policy that is checked where it is used", () => {
  const cheap: Json = { and: [true, { "<": [{ var: "resource.amount" }, 5] }] };

  test("reads the attributes of the type where it stands, and of no other", () => {
    expect(complaints(cheap, INVOICE)).toEqual([]);
    expect(complaints(cheap)).toEqual([]);
    expect(complaints(cheap, NOTE)).toEqual([
      "/and/1/</0: `resource.amount` is not declared: type `note` has no attribute `amount`; did you mean `amounts`?",
    ]);
  });

  test("takes them as that type declares them", () => {
    const old: Json = { "<": [{ var: "resource.since" }, { var: "now" }] };
    expect(complaints(old, INVOICE)).toEqual([]);
    expect(complaints(old)).toEqual([]);
    expect(complaints(old, NOTE)).toEqual([
      "/</1: `<` compares text with a timestamp such as `2026-01-31T09:00:00Z`: declare both as the same type",
    ]);
  });

  test("reads what it requires there too", () => {
    const policy = { ...policyOf(true), required: ["resource.amount"] };
    expect(policyProblems(policy, MODEL, { resource: INVOICE })).toEqual([]);
    expect(policyProblems(policy, MODEL, { resource: NOTE })).toHaveLength(1);
  });

  test("knows no more than before of the subject, whose type no place says", () => {
    expect(complaints({ "<": [{ var: "subject.amount" }, 5] }, NOTE)).toEqual([]);
  });
});

test("a policy compiled for a type parses what that type declares, where the types disagree", () => {
  const body: Json = { "==": [{ var: "resource.since" }, "2026-01-01T00:00:00Z"] };
  const scope = {
    resource: { since: "2026-01-01T01:00:00+01:00" },
    subject: {},
    context: {},
    parameters: {},
    action: "read",
    now: instantFromMs(0),
  };
  expect(compilePolicy(policyOf(body), MODEL, { resource: INVOICE })(scope).truth).toBe(2);
  expect(compilePolicy(policyOf(body), MODEL, { resource: NOTE })(scope).truth).toBe(0);
});
