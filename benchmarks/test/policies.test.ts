import { describe, expect, test } from "vitest";
import { alikeScopes, assertAgrees, contenders, mixedScopes, nanoseconds } from "../src/policies.ts";

describe("a three-clause policy", () => {
  test.each(contenders())("is decided alike by $name", (contender) => {
    expect(() => assertAgrees(contender, alikeScopes())).not.toThrow();
    expect(() => assertAgrees(contender, mixedScopes())).not.toThrow();
  });

  test("is decided by each clause of some scope, and allowed of some", () => {
    const [byHand] = contenders();
    const answers = mixedScopes().map((scope) => byHand?.allows(scope));
    expect(answers.filter((answer) => answer === true).length).toBeGreaterThan(10);
    expect(answers.filter((answer) => answer === false).length).toBeGreaterThan(10);
  });

  // Looser than the README's figures of a build: other work shares the machine, and imports are slower under test.
  test.each([
    ["alike", alikeScopes()],
    ["mixed", mixedScopes()],
  ])(
    "takes relata a fraction of what `apply` takes, and a small multiple of generated code: records %s",
    (_, scopes) => {
      const [, apply = 0, built = 0, relata = 0] = nanoseconds(contenders(), scopes, 60);
      expect(apply / relata).toBeGreaterThan(5);
      expect(relata / built).toBeLessThan(12);
    },
  );
});
