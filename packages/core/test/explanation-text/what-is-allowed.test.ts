import { DESIGN_MODEL } from "@relata/spec";
import { expect, test } from "vitest";
import { explained } from "./explained.ts";

const INVOICE = "client_abc:invoice:1";

test("a proof is the tuple that grants, and that nothing took it away", async () => {
  expect(await explained(DESIGN_MODEL, [`${INVOICE}#owner@user:ann`], `user:ann read ${INVOICE}`)).toBe(
    [
      "✓ user:ann has read on client_abc:invoice:1",
      "├─ ✓ client_abc:invoice:1#owner@user:ann",
      "└─ ✓ not excluded by banned on client_abc:invoice:1",
    ].join("\n"),
  );
});

test("a proof through groups is a chain of tuples, each naming the next", async () => {
  const tuples = [
    `${INVOICE}#clerk@group:eng#member`,
    "group:eng#member@group:core#member",
    "group:core#member@user:ann",
    `${INVOICE}#clerk@user:bob`,
  ];
  expect(await explained(DESIGN_MODEL, tuples, `user:ann write ${INVOICE}`)).toBe(
    [
      "✓ user:ann has write on client_abc:invoice:1",
      "└─ ✓ client_abc:invoice:1#clerk@group:eng#member",
      "   └─ ✓ group:eng#member@group:core#member",
      "      └─ ✓ group:core#member@user:ann",
    ].join("\n"),
  );
});

test("a proof over arrows names the permission on each object on the way, down to a wildcard", async () => {
  const tuples = [`${INVOICE}#folder@folder:a`, "folder:a#parent@folder:b", "folder:b#viewer@user:*"];
  expect(await explained(DESIGN_MODEL, tuples, `user:ann read ${INVOICE}`)).toBe(
    [
      "✓ user:ann has read on client_abc:invoice:1",
      "├─ ✓ client_abc:invoice:1#folder@folder:a",
      "│  └─ ✓ view on folder:a",
      "│     └─ ✓ folder:a#parent@folder:b",
      "│        └─ ✓ view on folder:b",
      "│           └─ ✓ folder:b#viewer@user:*",
      "└─ ✓ not excluded by banned on client_abc:invoice:1",
    ].join("\n"),
  );
});

test("a proof under a policy shows the permission and the policy beside each other", async () => {
  const resource = { amount: 5, status: "paid" };
  expect(await explained(DESIGN_MODEL, [`${INVOICE}#owner@user:ann`], `user:ann refund ${INVOICE}`, { resource })).toBe(
    [
      "✓ user:ann has refund on client_abc:invoice:1",
      "├─ ✓ write on client_abc:invoice:1",
      "│  └─ ✓ client_abc:invoice:1#owner@user:ann",
      "└─ ✓ policy refundable is true of client_abc:invoice:1",
    ].join("\n"),
  );
});

test("a tuple with a policy is written in full, and its policy stands below it", async () => {
  const tuple = `${INVOICE}#auditor@user:ann with office_hours {"from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"}`;
  expect(await explained(DESIGN_MODEL, [tuple], `user:ann auditor ${INVOICE}`)).toBe(
    [
      "✓ user:ann has auditor on client_abc:invoice:1",
      `└─ ✓ ${tuple}`,
      "   └─ ✓ policy office_hours is true of client_abc:invoice:1",
    ].join("\n"),
  );
});

test("a set holds what it is, without any tuple", async () => {
  expect(await explained(DESIGN_MODEL, [], "group:eng#member member group:eng")).toBe(
    ["✓ group:eng#member has member on group:eng", "└─ ✓ group:eng#member is the very set that is asked about"].join(
      "\n",
    ),
  );
});

const SELF = `model 1
type user {
  relation friend: user
  permission see = self + friend
}`;

test("self is told from a tuple, and from somebody else", async () => {
  expect(await explained(SELF, [], "user:ann see user:ann")).toBe(
    "✓ user:ann has see on user:ann\n└─ ✓ user:ann is the object itself",
  );
  expect(await explained(SELF, [], "user:bob see user:ann")).toBe(
    [
      "✗ user:bob does not have see on user:ann",
      "├─ ✗ self is user:ann, not user:bob",
      "└─ ✗ friend on user:ann: no tuple names user:bob, or a set that it is in",
    ].join("\n"),
  );
});

test("each of several subjects has a tree of its own", async () => {
  const subject = { allOf: ["user:ann", "apikey:k1"] };
  expect(await explained(DESIGN_MODEL, [`${INVOICE}#owner@user:ann`], `- owner ${INVOICE}`, { subject })).toBe(
    [
      "✓ user:ann has owner on client_abc:invoice:1",
      "└─ ✓ client_abc:invoice:1#owner@user:ann",
      "",
      "✗ apikey:k1 does not have owner on client_abc:invoice:1",
      "└─ ✗ no tuple names apikey:k1, or a set that it is in",
    ].join("\n"),
  );
});
