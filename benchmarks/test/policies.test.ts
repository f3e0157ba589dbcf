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

  // Loose, since other work shares the machine: the figures of a quiet run are in the README.
  test("takes relata a fraction of what `apply` takes, and a small multiple of code that is generated", () => {
    const scopes = mixedScopes();
    const [, apply = 0, built = 0, relata = 0] = contenders().map((each) => nanoseconds(each, scopes, 60));
    expect(apply / relata).toBeGreaterThan(5);
    expect(relata / built).toBeLessThan(12);
  });
});
