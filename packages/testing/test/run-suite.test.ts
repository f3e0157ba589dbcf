import { renderExplanation } from "@relata/core";
import { runSuite } from "@relata/testing";
import { describe, expect, test } from "vitest";
import { answersOf, filesOf, suiteOf, testWith } from "./situation.ts";

const statuses = (lines: string) => answersOf(testWith(lines)).map(({ status }) => status);

const asked = (missing: string) =>
  statuses(`attributes: { doc:2: {} }
tuples: [doc:2#owner@user:ann]
checks: [{ subject: user:ann, object: doc:2, conditional: { sign: ${missing} } }]`);

const objects = (are: string, more = "") =>
  statuses(`${more}
objects: [{ subject: user:ann, permission: sign, type: doc, are: ${are} }]`);

const readers = (are: string) =>
  statuses(`tuples: ["folder:f#viewer@user:*", doc:1#banned@user:bad]
subjects: [{ object: doc:1, permission: read, type: user, are: ${are} }]`);

const sets = (are: string) =>
  statuses(`subjects: [{ object: doc:1, permission: read, type: group#member, are: ${are} }]`);

const viewers = (are: string, tuples = "[]") =>
  statuses(`tuples: ${tuples}
subjects: [{ object: folder:new, permission: view, type: user, are: ${are} }]`);

const shows = (text: string) =>
  statuses(`explain: [{ subject: user:bob, permission: read, object: doc:1, shows: ${text} }]`);

describe("checks", () => {
  test("pass where the answer is the stated one", () => {
    expect(
      statuses(`checks:
  - { subject: user:ann, object: doc:1, allow: [read, sign, owner] }
  - { subject: user:bob, object: doc:1, allow: read, deny: [sign, owner] }
  - { subject: user:gus, object: doc:1, conditional: read }`),
    ).toEqual(["passed", "passed", "passed", "passed", "passed", "passed", "passed"]);
  });

  test("fail where it is another, with the question, both answers and the explanation", () => {
    const [answer] = answersOf(testWith("checks: [{ subject: user:bob, object: doc:1, deny: read }]"));
    expect(answer).toMatchObject({
      status: "failed",
      question: "does user:bob have read on doc:1?",
      expected: "denied",
      actual: "allowed",
      place: { path: "a.relata.yaml", line: 5, column: 56 },
    });
    const explanations = answer?.status === "failed" ? answer.explanations : [];
    expect(explanations.map((each) => renderExplanation(each)).join("\n")).toContain("group:g#member@user:bob");
  });

  test("hint at what is missing where an answer was expected to be decided", () => {
    const [answer] = answersOf(testWith("checks: [{ subject: user:gus, object: doc:1, allow: read }]"));
    expect(answer).toMatchObject({
      actual: "conditional on context.region",
      hint: "give context.region under `context`, or expect the answer under `conditional`",
    });
  });

  test("state all that a conditional answer waits for, if they state any of it", () => {
    expect(asked("resource.level")).toEqual(["passed"]);
    expect(asked("resource.level of doc:2")).toEqual(["passed"]);
    expect(asked("resource.level of doc:1")).toEqual(["failed"]);
    expect(asked("[resource.level, context.region]")).toEqual(["failed"]);
  });

  test("take attributes of the request where none are stored, and never trusted ones", () => {
    expect(
      statuses(`tuples: [doc:2#owner@user:ann]
checks:
  - { subject: user:ann, object: doc:2, allow: sign, resource: { level: 3 } }
  - { subject: user:ann, object: doc:2, deny: sign, resource: { level: 4, seal: 1 } }
  - { subject: user:ann, object: doc:1, allow: sign, resource: { level: 4 } }`),
    ).toEqual(["passed", "passed", "passed"]);
  });

  test("of several subjects want all of them", () => {
    const [answer] = answersOf(testWith("checks: [{ subject: [user:ann, user:bob], object: doc:1, allow: sign }]"));
    expect(answer).toMatchObject({
      status: "failed",
      question: "do all of user:ann and user:bob have sign on doc:1?",
    });
    expect(statuses("checks: [{ subject: [user:ann, user:bob], object: doc:1, allow: read }]")).toEqual(["passed"]);
  });
});

describe("lists", () => {
  test("are exact: what is missing and what is too much fails alike", () => {
    expect(objects("[doc:1]")).toEqual(["passed"]);
    expect(objects("[]")).toEqual(["failed"]);
    expect(objects("[doc:1, doc:2]")).toEqual(["failed"]);
  });

  test("tell what is conditional from what is allowed", () => {
    const more = "tuples: [doc:2#owner@user:ann]";
    expect(objects("[doc:1, doc:2]", more)).toEqual(["failed"]);
    expect(objects("{ allowed: doc:1, conditional: doc:2 }", more)).toEqual(["passed"]);
    expect(objects("{ allowed: [doc:1], conditional: { doc:2: resource.level } }", more)).toEqual(["passed"]);
    expect(objects("{ allowed: [doc:1], conditional: { doc:2: resource.seal } }", more)).toEqual(["failed"]);
  });

  test("speak of wildcards with what they except, whatever else they name", () => {
    expect(readers('{ allowed: ["user:*"], denied: [user:bad] }')).toEqual(["passed"]);
    expect(readers('{ allowed: ["user:*", user:ann, user:new], denied: [user:bad] }')).toEqual(["passed"]);
    expect(readers('["user:*"]')).toEqual(["failed"]);
    expect(readers("[user:ann, user:bob]")).toEqual(["failed"]);
    expect(readers('{ allowed: ["user:*"], denied: [user:bad, user:ann] }')).toEqual(["failed"]);
  });

  test("differ where only what they say of everything else differs", () => {
    expect(viewers('["user:*"]')).toEqual(["failed"]);
    expect(viewers("[]", '["folder:new#viewer@user:*"]')).toEqual(["failed"]);
    expect(viewers('["user:*"]', '["folder:new#viewer@user:*"]')).toEqual(["passed"]);
  });

  test("of subject sets are lists of sets", () => {
    expect(sets("[group:g#member]")).toEqual(["passed"]);
    expect(sets("[group:h#member]")).toEqual(["failed"]);
  });

  test("that fail show both, and explain some of what differs", () => {
    const [answer] = answersOf(
      testWith("subjects: [{ object: doc:1, permission: read, type: user, are: [user:bob, user:x, user:y, user:z] }]"),
    );
    expect(answer).toMatchObject({
      status: "failed",
      question: "which user has read on doc:1?",
      expected: "user:bob, user:x, user:y, user:z",
      actual: "user:ann, user:bob, user:gus (conditional on context.region)",
    });
    expect(answer?.status === "failed" && answer.explanations).toHaveLength(3);
  });
});

describe("explanations", () => {
  test("show whole words of a line", () => {
    expect(shows("group:g#member@user:bob")).toEqual(["passed"]);
    expect(shows("[not excluded by banned on doc:1, folder:f#viewer@group:g#member]")).toEqual(["passed", "passed"]);
    expect(shows("group:g#member@user:bo")).toEqual(["failed"]);
    expect(shows("roup:g#member@user:bob")).toEqual(["failed"]);
  });

  test("of what is denied show what failed", () => {
    expect(
      statuses("explain: [{ subject: user:x, permission: sign, object: doc:1, shows: no tuple names user:x }]"),
    ).toEqual(["passed"]);
  });
});

describe("a test", () => {
  test("adds to the facts of its suite, and changes nothing for the others", () => {
    const text = `${testWith("tuples: [doc:1#banned@user:ann]\nchecks: [{ subject: user:ann, object: doc:1, deny: read }]")}
  - name: another
    checks: [{ subject: user:ann, object: doc:1, allow: read }]`;
    expect(answersOf(text).map(({ status }) => status)).toEqual(["passed", "passed"]);
  });

  test("replaces a tuple of the same key, and a value of the same attribute", () => {
    expect(
      statuses(`tuples: [doc:1#owner@user:ann until 2026-01-01T00:00:00Z]
attributes: { doc:1: { level: 9 } }
checks:
  - { subject: user:ann, object: doc:1, deny: owner }
  - { subject: user:ann, object: doc:1, allow: sign, now: 2025-01-01T00:00:00Z, resource: { level: 1 } }`),
    ).toEqual(["passed", "failed"]);
  });

  test("that gets no answer is an error, and neither a pass nor a failure", () => {
    const model = `model 1
type user
type club {
  relation rival: club
  relation fan: user
  permission cheer = fan - rival->cheer
}`;
    const text = `model: m.relata
tuples: [club:a#rival@club:a, club:a#fan@user:x]
tests:
  - name: a paradox
    checks: [{ subject: user:x, object: club:a, allow: fan, deny: cheer }]`;
    const [run] = runSuite(suiteOf(text, filesOf({ "m.relata": model }))).tests;
    expect(run?.status).toBe("error");
    expect(run?.answers.map(({ status }) => status)).toEqual(["passed", "error"]);
    expect(run?.answers[1]).toMatchObject({ code: "paradox", message: expect.stringContaining("`cheer`") });
  });

  test("whose request carries a value of the wrong type is an error, not a denial", () => {
    expect(statuses("checks: [{ subject: user:gus, object: doc:1, deny: read, context: { region: 7 } }]")).toEqual([
      "error",
    ]);
  });
});

describe("a run", () => {
  const TWO = `${testWith("checks: [{ subject: user:ann, object: doc:1, deny: read }]")}
  - name: another
    checks: [{ subject: user:ann, object: doc:1, allow: read }]`;

  test("runs the tests that are wanted", () => {
    const { tests } = runSuite(suiteOf(TWO), { isWanted: ({ name }) => name === "another" });
    expect(tests.map(({ name, status }) => [name, status])).toEqual([["another", "passed"]]);
  });

  test("ends after the first test that does not pass, if it is told to", () => {
    expect(runSuite(suiteOf(TWO), { bail: true }).tests).toHaveLength(1);
    expect(runSuite(suiteOf(TWO)).tests).toHaveLength(2);
  });

  test("says before each test how many are behind it, and measures by the clock that it is given", () => {
    const told: (readonly [string, number])[] = [];
    let ms = 0;
    const run = runSuite(suiteOf(TWO), { onTest: ({ name }, done) => told.push([name, done]), clock: () => (ms += 5) });
    expect(told).toEqual([
      ["a test", 0],
      ["another", 1],
    ]);
    expect(run.tests.map(({ durationMs }) => durationMs)).toEqual([5, 5]);
  });
});
