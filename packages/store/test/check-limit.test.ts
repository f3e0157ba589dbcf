import { checkLimit } from "@relata/store";
import { expect, test } from "vitest";

test.each([1, 2, 1_000, Number.MAX_SAFE_INTEGER])("%s is a limit", (limit) => {
  expect(() => checkLimit(limit)).not.toThrow();
});

test.each([0, -1, 0.5, 1.5, Number.NaN, Infinity, -Infinity, 2 ** 53])("%s is none, and is shown", (limit) => {
  expect(() => checkLimit(limit)).toThrow(
    expect.objectContaining({
      code: "invalid_question",
      message: `a limit is a whole number from 1 on: this one is \`${limit}\``,
    }),
  );
});
