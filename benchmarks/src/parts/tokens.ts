import type { Part } from "../bench.ts";
import { ALGORITHMS, measureTokens } from "../tokens.ts";

export const tokens: Part = {
  about: "what it takes to sign a token with fifty objects, to verify it with cached keys, and to read a verdict of it",
  run: async ({ isQuick, say, add }) => {
    for (const algorithm of ALGORITHMS) {
      say(algorithm);
      const found = await measureTokens(algorithm, isQuick ? 20 : 300);
      add({ row: "sign", by: algorithm, value: found.signMicros, unit: "µs" });
      add({ row: "verify", by: algorithm, value: found.verifyMicros, unit: "µs" });
      add({ row: "verdict", by: algorithm, value: found.verdictMicros, unit: "µs" });
      add({ row: "size", by: algorithm, value: found.bytes, unit: "bytes", isDetail: true });
    }
  },
};
