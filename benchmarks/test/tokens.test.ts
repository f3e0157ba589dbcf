import { expect, test } from "vitest";
import { ALGORITHMS, measureTokens } from "../src/tokens.ts";

test.each(ALGORITHMS)(
  "tokens of %s are measured with the keys looked at once, and fit four kilobytes",
  async (algorithm) => {
    const { bytes, looks } = await measureTokens(algorithm, 5);
    expect(looks).toBe(1);
    expect(bytes).toBeLessThan(4_096);
  },
);
