import { DESIGN_MODEL } from "@relata/spec";
import { describe, expect, test } from "vitest";
import { explained } from "./explained.ts";

const INVOICE = "client_abc:invoice:1";
const NOBODY = "no tuple names user:ann, or a set that it is in";

describe("denied", () => {
  test("shows each way that could have granted it, the near ones first", async () => {
    const tuples = [`${INVOICE}#folder@folder:a`, "folder:a#viewer@user:bob"];
    expect(await explained(DESIGN_MODEL, tuples, `user:ann read ${INVOICE}`)).toBe(
      [
        "✗ user:ann does not have read on client_abc:invoice:1",
        `├─ ✗ owner on client_abc:invoice:1: ${NOBODY}`,
        `├─ ✗ clerk on client_abc:invoice:1: ${NOBODY}`,
        `├─ ✗ auditor on client_abc:invoice:1: ${NOBODY}`,
        "└─ ✗ folder->view on client_abc:invoice:1",
        "   └─ ✗ client_abc:invoice:1#folder@folder:a",
        "      └─ ✗ view on folder:a",
        `         ├─ ✗ viewer on folder:a: ${NOBODY}`,
        "         └─ ✗ parent->view on folder:a: nothing stands on parent",
      ].join("\n"),
    );
  });

  test("by an exclusion names the tuple that excludes, and not what would have granted", async () => {
    const tuples = [`${INVOICE}#owner@user:ann`, `${INVOICE}#banned@user:ann`];
    expect(await explained(DESIGN_MODEL, tuples, `user:ann read ${INVOICE}`)).toBe(
      [
        "✗ user:ann does not have read on client_abc:invoice:1",
        "└─ ✗ excluded by banned on client_abc:invoice:1: client_abc:invoice:1#banned@user:ann",
      ].join("\n"),
    );
  });

  test("by a policy names the clause that was false, with what it read", async () => {
    const resource = { amount: 5, status: "draft" };
    expect(
      await explained(DESIGN_MODEL, [`${INVOICE}#owner@user:ann`], `user:ann refund ${INVOICE}`, { resource }),
    ).toBe(
      [
        "✗ user:ann does not have refund on client_abc:invoice:1",
        "└─ ✗ policy refundable is false of client_abc:invoice:1",
        '   └─ ✗ resource.status == "paid": resource.status is "draft"',
      ].join("\n"),
    );
  });

  test.each([
    ["until 2026-01-01T00:00:00Z", "expired on 2026-01-01T00:00:00Z"],
    ["from 2027-01-01T00:00:00Z", "begins only on 2027-01-01T00:00:00Z"],
  ])("by time says that a tuple %s %s", async (window, said) => {
    expect(await explained(DESIGN_MODEL, [`${INVOICE}#owner@user:ann ${window}`], `user:ann owner ${INVOICE}`)).toBe(
      [
        "✗ user:ann does not have owner on client_abc:invoice:1",
        `└─ ✗ client_abc:invoice:1#owner@user:ann ${said}`,
      ].join("\n"),
    );
  });

  test("says of a cycle that it alone grants nothing", async () => {
    const tuples = ["folder:a#parent@folder:b", "folder:b#parent@folder:a"];
    expect(await explained(DESIGN_MODEL, tuples, "user:ann view folder:a")).toBe(
      [
        "✗ user:ann does not have view on folder:a",
        `├─ ✗ viewer on folder:a: ${NOBODY}`,
        "└─ ✗ parent->view on folder:a",
        "   └─ ✗ folder:a#parent@folder:b",
        "      └─ ✗ view on folder:b",
        `         ├─ ✗ viewer on folder:b: ${NOBODY}`,
        "         └─ ✗ parent->view on folder:b",
        "            └─ ✗ folder:b#parent@folder:a",
        "               └─ ✗ view on folder:a (a cycle alone grants nothing)",
      ].join("\n"),
    );
  });

  test("writes out once what two ways lead to, and then refers to it", async () => {
    const tuples = ["folder:a#parent@folder:b", "folder:a#parent@folder:c", "folder:b#parent@folder:d"];
    const text = await explained(DESIGN_MODEL, [...tuples, "folder:c#parent@folder:d"], "user:ann view folder:a");
    expect(text.split("\n").filter((line) => / view on folder:d/.test(line))).toEqual([
      "   │           └─ ✗ view on folder:d",
      "               └─ ✗ view on folder:d (see above)",
    ]);
    expect(text.match(/viewer on folder:d/g)).toHaveLength(1);
  });
});

describe("undecided", () => {
  test("names the attributes that a policy waits for, with their object", async () => {
    expect(await explained(DESIGN_MODEL, [`${INVOICE}#owner@user:ann`], `user:ann refund ${INVOICE}`)).toBe(
      [
        "? user:ann may have refund on client_abc:invoice:1",
        `└─ ? policy refundable needs resource.amount of ${INVOICE}, resource.status of ${INVOICE}`,
      ].join("\n"),
    );
  });

  test("says of an exclusion that waits that it excludes perhaps", async () => {
    const model = `model 1
      type user
      context region: string
      type doc {
        relation owner: user
        relation banned: user with abroad
        permission read = owner - banned
      }
      policy abroad = json { "!=": [{ "var": "context.region" }, "eu"] }`;
    expect(
      await explained(model, ["doc:1#owner@user:ann", "doc:1#banned@user:ann with abroad"], "user:ann read doc:1"),
    ).toBe(
      [
        "? user:ann may have read on doc:1",
        "└─ ? perhaps excluded by banned on doc:1",
        "   └─ ? doc:1#banned@user:ann with abroad",
        "      └─ ? policy abroad needs context.region",
      ].join("\n"),
    );
  });
});
