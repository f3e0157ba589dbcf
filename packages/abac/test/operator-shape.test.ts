import { OPERATOR_NAMES, operatorShape, REFUSED_OPERATORS } from "@relata/abac";
import { describe, expect, test } from "vitest";
import { complaint } from "./support/ask.ts";

describe("the shape of an operator", () => {
  test("says how many operands it takes, and which are a path or stand inside of a list operator", () => {
    expect(operatorShape("var")).toEqual({ name: "var", least: 1, most: 2, path: 0 });
    expect(operatorShape("some")).toEqual({ name: "some", least: 2, most: 2, each: 1 });
    expect(operatorShape("and")).toEqual({ name: "and", least: 1, most: Number.POSITIVE_INFINITY });
  });

  test("is that of no name which objects inherit", () => {
    for (const name of ["constructor", "__proto__", "toString", ""]) expect(operatorShape(name)).toBeUndefined();
  });

  test.each(OPERATOR_NAMES)("holds for what the checker refuses: `%s`", (name) => {
    const { least, most } = operatorShape(name) ?? { least: 0, most: 0 };
    const takes = (count: number) => !complaint({ [name]: Array.from({ length: count }, () => 1) }).includes("takes ");
    const beyond = [least - 1, most + 1].filter((count) => count >= 0 && Number.isFinite(count));
    expect(beyond.filter(takes)).toEqual([]);
    expect(takes(Math.max(least, 1))).toBe(true);
  });

  test("is not that of a refused one", () => {
    for (const [name, reason] of REFUSED_OPERATORS) {
      expect(OPERATOR_NAMES).not.toContain(name);
      expect(complaint({ [name]: 1 })).toContain(reason);
    }
  });
});
