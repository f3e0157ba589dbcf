import { describe, expect, test } from "vitest";
import { demo } from "../src/demo.ts";

describe("the demonstration", () => {
  test("decides as it says it does, and explains itself", async () => {
    const shown = await demo();
    const decisions = [...shown.matchAll(/[✔✘?] (allowed|denied|conditional)/gu)].map(([, outcome]) => outcome);
    expect(decisions.slice(0, 9)).toEqual([
      "allowed",
      "allowed",
      "allowed",
      "denied",
      "allowed",
      "denied",
      "conditional",
      "allowed",
      "allowed",
    ]);
    expect(shown).toContain("needs resource.amount");
    expect(shown).toContain("group:receivables#member@apikey:reconciler");
    expect(shown).toContain("client_abc:invoice:inv_2#banned@user:cleo");
  });

  test("is plain text where nobody looks at a terminal", async () => {
    // oxlint-disable-next-line no-control-regex -- Why: escape codes are what must not be there.
    expect(await demo()).not.toMatch(/\u001B\[/);
  });
});
