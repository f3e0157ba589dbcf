import { expect, test } from "vitest";
import { both, either, TooManyCases } from "../src/policy/cases.ts";
import { intersect } from "../src/policy/domain.ts";
import { DOMAINS, isIn, VALUES } from "./domains.ts";

const PLAIN = VALUES.filter((value) => typeof value === "number" || (typeof value === "string" && value.length < 20));

test("what is in two domains is in both of them", () => {
  const wrong = DOMAINS.flatMap((a) =>
    DOMAINS.filter((b) => {
      const meet = intersect(a, b);
      return PLAIN.some((value) => (isIn(value, a) && isIn(value, b)) !== (meet !== undefined && isIn(value, meet)));
    }).map((b) => [a, b]),
  );
  expect(wrong).toEqual([]);
});

const cases = (name: string) =>
  Array.from({ length: 9 }, (_, i) => new Map([[name, { kind: "one_of", values: [i] } as const]]));

test("more cases than rules should have are none", () => {
  expect(either(cases("a"), cases("b"), cases("a"))).toHaveLength(18);
  expect(() => both(cases("a"), cases("b"))).toThrow(TooManyCases);
});
