import { readModel, tryPolicy } from "@relata/core";
import { printPolicyBody } from "@relata/language";
import { FALSE, TRUE, UNKNOWN } from "@relata/model";
import { describe, expect, test } from "vitest";

const { model } = readModel(`model 1
type user
type invoice {
  attribute amount: number
  trusted attribute status: string
  relation clerk: user with refundable
}
type parcel { attribute weight: number }
policy refundable(tuple limit: number) = resource.status == "paid" && resource.amount <= limit
policy today = now < timestamp("2026-06-01T00:00:00Z") && action == "refund"
`);

describe("a policy tried by itself", () => {
  test("is true, false or unknown of what is given, trusted attributes too", () => {
    const given = { policy: "refundable", resource: { status: "paid", amount: 5 } };
    expect(tryPolicy(model, { ...given, parameters: { limit: 9 } }).verdict.truth).toBe(TRUE);
    expect(tryPolicy(model, { ...given, parameters: { limit: 1 } }).verdict.truth).toBe(FALSE);
    expect(tryPolicy(model, given).verdict).toEqual({ truth: UNKNOWN, missing: ["limit"] });
  });

  test("says what is left of it where it is unknown, and only there", () => {
    const { residual } = tryPolicy(model, {
      policy: "refundable",
      resource: { status: "paid" },
      parameters: { limit: 9 },
    });
    expect(printPolicyBody(residual ?? null)).toBe(" resource.amount <= 9");
    expect(tryPolicy(model, { policy: "refundable", resource: { status: "no" } })).not.toHaveProperty("residual");
  });

  test("is asked at an instant, and for a permission", () => {
    const at = (now: string) => tryPolicy(model, { policy: "today", action: "refund", now }).verdict.truth;
    expect(at("2026-05-31T23:59:59Z")).toBe(TRUE);
    expect(at("2026-06-01T00:00:00Z")).toBe(FALSE);
    expect(tryPolicy(model, { policy: "today" }, () => 0).verdict.truth).toBe(FALSE);
  });
});

describe("what cannot be tried is refused", () => {
  test.each([
    [{ policy: "refundabel" }, "unknown policy `refundabel`; did you mean `refundable`?"],
    [{ policy: "refundable", type: "invoce" }, "unknown type `invoce`; did you mean `invoice`?"],
    [{ policy: "refundable", parameters: { limti: 1 } }, "has no parameter `limti`; did you mean `limit`?"],
    [{ policy: "today", parameters: { limit: 1 } }, "has no parameter `limit`; it has none"],
    [{ policy: "today", context: [] as never }, "`context` must be an object"],
    [{ policy: "today", now: "noon" }, "noon"],
    [{ policy: "refundable", type: "parcel" }, "policy `refundable`"],
  ])("%j", (input, message) => {
    expect(() => tryPolicy(model, input)).toThrow(message);
  });
});
