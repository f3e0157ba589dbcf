import type { Explanation, Step } from "@relata/resolver";
import { FALSE, parseInstant, TRUE, UNKNOWN, type Truth, type Tuple } from "@relata/model";
import { renderExplanation } from "@relata/core";
import { expect, test } from "vitest";
import { explained } from "./explained.ts";

const DOC = { type: "doc", id: "1" };
const ANN = { type: "user", id: "ann" };

/** The lines below the root, for a reason of one name. */
function below(truth: Truth, step: Step): string {
  const outcome = { [TRUE]: "allowed", [FALSE]: "denied" }[truth as 0 | 2] as "allowed" | "denied";
  const explanation: Explanation = {
    decision: truth === UNKNOWN ? { outcome: "conditional", missing: [] } : { outcome },
    reasons: [{ subject: ANN, names: [{ object: DOC, name: "read", truth, step }] }],
    misses: [],
  };
  return renderExplanation(explanation).split("\n").slice(1).join("\n");
}

const nil: Step = { kind: "nil", truth: FALSE };
const paradox: Step = { kind: "paradox", truth: FALSE };
const failing: Step = {
  kind: "policy",
  truth: UNKNOWN,
  policy: "cheap",
  object: DOC,
  missing: [],
  problem: { code: "type", message: "`amount` is text, not a number" },
};

test("nil, a paradox, a failing policy and an undecided one each have their sentence", () => {
  expect(below(FALSE, nil)).toBe("└─ ✗ nil grants nobody anything");
  expect(below(FALSE, paradox)).toBe("└─ ✗ it depends on its own negation");
  expect(below(UNKNOWN, failing)).toBe("└─ ? policy cheap failed on doc:1: `amount` is text, not a number");
  const { problem: _, ...silent } = failing;
  expect(below(UNKNOWN, silent)).toBe("└─ ? policy cheap is undecided of doc:1");
});

test("a choice inside a choice of another kind is held together by a line, unless it is a single line", () => {
  const any: Step = { kind: "union", truth: FALSE, of: [nil, paradox] };
  const all: Step = { kind: "intersection", truth: FALSE, of: [any, nil] };
  expect(below(FALSE, { kind: "union", truth: FALSE, of: [all, nil] })).toBe(
    [
      "├─ ✗ nil grants nobody anything",
      "└─ ✗ all of these",
      "   ├─ ✗ nil grants nobody anything",
      "   └─ ✗ any of these",
      "      ├─ ✗ nil grants nobody anything",
      "      └─ ✗ it depends on its own negation",
    ].join("\n"),
  );
  expect(below(FALSE, { kind: "union", truth: FALSE, of: [{ kind: "intersection", truth: FALSE, of: [nil] }] })).toBe(
    "└─ ✗ nil grants nobody anything",
  );
});

test("what a part of an expression excludes stands below its own line", () => {
  const identity: Step = { kind: "identity", truth: TRUE };
  expect(below(FALSE, { kind: "exclusion", truth: FALSE, less: identity })).toBe(
    "└─ ✗ excluded\n   └─ ✓ user:ann is the object itself",
  );
  expect(below(TRUE, { kind: "exclusion", truth: TRUE, from: identity, less: nil })).toBe(
    "├─ ✓ user:ann is the object itself\n└─ ✓ not excluded\n   └─ ✗ nil grants nobody anything",
  );
  expect(below(UNKNOWN, { kind: "exclusion", truth: UNKNOWN, less: failing })).toContain("? perhaps excluded\n");
  expect(below(FALSE, { kind: "exclusion", truth: FALSE, from: nil })).toBe("└─ ✗ nil grants nobody anything");
});

test("a tuple that counts at another time says when, with as many digits as it has", () => {
  const until = parseInstant("2026-01-31T09:00:00.5Z");
  const tuple: Tuple = { object: DOC, relation: "read", subject: ANN, ...(until !== undefined && { until }) };
  expect(below(FALSE, { kind: "absent", truth: FALSE, tuple, why: "expired" })).toBe(
    "└─ ✗ doc:1#read@user:ann expired on 2026-01-31T09:00:00.5Z",
  );
});

test("no tuple of another relation than the one explained names that relation", () => {
  expect(below(FALSE, { kind: "no_tuple", truth: FALSE, object: DOC, relation: "owner" })).toBe(
    "└─ ✗ no tuple of owner on doc:1 names user:ann, or a set that it is in",
  );
});

test("an explanation without reasons is no text, and a name that is not in the list stands alone", () => {
  expect(renderExplanation({ decision: { outcome: "denied" }, reasons: [], misses: [] })).toBe("");
  expect(
    renderExplanation({ decision: { outcome: "denied" }, reasons: [{ subject: ANN, names: [] }], misses: [] }),
  ).toBe("");
  expect(below(FALSE, { kind: "name", truth: FALSE, object: { type: "doc", id: "2" }, name: "read" })).toBe(
    "└─ ✗ read on doc:2",
  );
});

const CHAINS = `model 1
type user
type team {
  relation member: user
  permission belong = member
}
type note
type folder {
  relation parent: folder
  relation team: team | note
  permission far = parent->parent->team->belong
  permission every = team.all(belong)
}`;

test("chained arrows and quantifiers are written as a model file writes them", async () => {
  const tuples = [
    "folder:a#parent@folder:b",
    "folder:b#parent@folder:c",
    "folder:c#team@team:x",
    "folder:c#team@team:y",
  ];
  const text = await explained(CHAINS, [...tuples, "team:x#member@user:ann"], "user:bob far folder:a");
  expect(text).toContain("✗ parent->parent->team->belong on folder:a\n");
  expect(text).toContain("✗ parent->team->belong on folder:b\n");
  expect(text).toContain("✗ team->belong on folder:c\n");
  const every = await explained(CHAINS, [...tuples, "team:x#member@user:ann"], "user:ann every folder:c");
  expect(every).toContain("✗ team.all(belong) on folder:c\n   └─ ✗ folder:c#team@team:y");
});

test("an object whose type lacks the permission says so", async () => {
  expect(await explained(CHAINS, ["folder:c#team@note:n"], "user:ann every folder:c")).toBe(
    [
      "✗ user:ann does not have every on folder:c",
      "└─ ✗ team.all(belong) on folder:c",
      "   └─ ✗ folder:c#team@note:n",
      "      └─ ✗ type note has no belong",
    ].join("\n"),
  );
});
