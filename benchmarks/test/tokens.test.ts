import { expect, test } from "vitest";
import { rowOf } from "../src/tokens.ts";

test.each(["RS256", "ES256", "Ed25519"] as const)(
  "tokens of %s are measured with the keys looked at once, and fit four kilobytes",
  async (algorithm) => {
    const [name, bytes, , , , looks] = await rowOf(algorithm, 5);
    expect([name, looks]).toEqual([algorithm, 1]);
    expect(Number(bytes)).toBeLessThan(4_096);
  },
);
