import { TRUE, UNKNOWN } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint } from "../support/ask.ts";

const required = ["resource.amount", "context.name"];

describe("required paths", () => {
  test("make the whole policy unknown while one is absent, whatever the body says", () => {
    expect(ask(true, { required })).toEqual({ truth: UNKNOWN, missing: ["context.name", "resource.amount"] });
    expect(ask(false, { required, resource: { amount: 1 } })).toEqual({ truth: UNKNOWN, missing: ["context.name"] });
  });

  test("are reported with what the body misses, each once", () => {
    const body = { and: [{ "<": [attribute("amount"), 5] }, attribute("flag")] };
    expect(ask(body, { required }).missing).toEqual(["context.name", "resource.amount", "resource.flag"]);
  });

  test("change nothing once they are there", () => {
    expect(ask(true, { required, resource: { amount: 1 }, context: { name: "x" } }).truth).toBe(TRUE);
  });

  test("that have a value of the wrong type are there: who reads the value has the problem, and nobody else", () => {
    const situation = { required, resource: { amount: "1" }, context: { name: "x" } };
    expect(ask(true, situation).truth).toBe(TRUE);
    expect(ask({ "<": [attribute("amount"), 5] }, situation).problem).toEqual({
      code: "wrong_type",
      message: "`resource.amount` is text, not a number; it is declared `number`",
    });
  });

  test("may be parameters, reported as the request can supply them", () => {
    const situation = { required: ["region"], parameterTypes: { region: { kind: "string" } } } as const;
    expect(ask(true, situation).missing).toEqual(["context.region"]);
  });

  test("lead somewhere, or the policy is refused", () => {
    expect(complaint(true, { required: ["resource.zzz"] })).toBe(
      ": `required`: `resource.zzz` is not declared: no type has an attribute `zzz`",
    );
  });
});
