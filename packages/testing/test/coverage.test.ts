import { cover, coverageText, percentOf, sayPercent, type Coverage } from "@relata/testing";
import { describe, expect, test } from "vitest";
import { filesOf, suiteOf } from "./situation.ts";

const MODEL = `model 1
type user
type group { relation member: user }
type doc {
  attribute level: number
  relation owner: user
  relation editor: user = this + owner
  relation viewer: user | group#member with dry
  relation banned: user
  permission read = (editor + viewer) - banned
  permission sign = (owner & editor) when low
}
policy low = json { "<=": [{ "var": "resource.level" }, 3] }
policy dry = json { "==": [{ "var": "action" }, "read"] }
`;

const FACTS = `tuples:
  - doc:1#owner@user:ann
  - doc:1#viewer@user:vic
  - doc:1#banned@user:bad
  - doc:1#viewer@user:bad
  - 'doc:1 {"level": 3}'`;

function coverageOf(...checks: readonly string[]): Coverage {
  const tests = checks.map((check, i) => `  - name: test ${i}\n    ${check}\n`).join("");
  return cover([suiteOf(`model: m.relata\n${FACTS}\ntests:\n${tests}`, filesOf({ "m.relata": MODEL }))]);
}

/** What no test decides, as "line:column what: how". */
function undecided({ items }: Coverage): readonly string[] {
  return items
    .filter(({ unnoticed }) => unnoticed.length > 0)
    .map(({ place, text, unnoticed }) => `${place?.line}:${place?.column} ${text}: ${unnoticed.join(", ")}`);
}

const NOBODY = "checks: [{ subject: user:x, object: doc:1, deny: [read, sign] }]";
const OWNER = "checks: [{ subject: user:ann, object: doc:1, allow: [read, sign] }]";
const VIEWER = "checks: [{ subject: user:vic, object: doc:1, allow: read, deny: sign }]";
const BANNED = "checks: [{ subject: user:bad, object: doc:1, deny: read }]";

const policiesLeft = (coverage: Coverage) => undecided(coverage).filter((text) => text.includes("policy `low`"));

const isBannedDecided = (...checks: readonly string[]) =>
  !undecided(coverageOf(...checks)).some((text) => text.includes("`banned` in"));

const suiteOver = (model: string, check: string) =>
  suiteOf(`model: m.relata\n${FACTS}\ntests:\n  - name: a\n    ${check}`, filesOf({ "m.relata": model }));

describe("coverage", () => {
  test("of a suite that denies strangers is nothing: the model could as well grant nobody anything", () => {
    const coverage = coverageOf(NOBODY);
    expect(percentOf(coverage)).toBe(0);
    expect(coverage.items.map(({ kind }) => kind).join(" ")).toBe(
      [
        "relation",
        "relation relation operand operand relation relation",
        "permission operand operand operand operand",
        "permission operand operand operand",
        "policy policy",
      ].join(" "),
    );
  });

  test("names what is undecided with its place, its text, and what could happen to it", () => {
    expect(undecided(coverageOf(OWNER, VIEWER))).toEqual([
      "3:23 relation `member` of `group`: it had no tuples",
      "7:12 relation `editor` of `doc`: it had no tuples",
      "7:27 `this` in `editor` of `doc`: it granted nothing",
      "9:12 relation `banned` of `doc`: it had no tuples",
      "10:41 `banned` in `read` of `doc`: it took nothing away",
      "11:21 `when low` in `sign` of `doc`: it demanded nothing",
      "11:22 `owner` in `sign` of `doc`: it demanded nothing",
      "11:30 `editor` in `sign` of `doc`: it demanded nothing",
      "13:8 policy `low`: it were always true",
      "14:8 policy `dry`: it were always true, it were always false",
    ]);
  });

  test("counts a policy as decided only where it has been true, and false, and it mattered", () => {
    const above = "attributes: { doc:1: { level: 4 } }\n    checks: [{ subject: user:ann, object: doc:1, deny: sign }]";
    expect(policiesLeft(coverageOf(NOBODY))).toEqual(["13:8 policy `low`: it were always true, it were always false"]);
    expect(policiesLeft(coverageOf(OWNER))).toEqual(["13:8 policy `low`: it were always true"]);
    expect(policiesLeft(coverageOf(above))).toEqual(["13:8 policy `low`: it were always false"]);
    expect(policiesLeft(coverageOf(OWNER, above))).toEqual([]);
  });

  test("is decided by lists, explanations and conditional answers as by checks", () => {
    expect(isBannedDecided(OWNER)).toBe(false);
    expect(isBannedDecided(BANNED)).toBe(true);
    expect(
      isBannedDecided("subjects: [{ object: doc:1, permission: read, type: user, are: [user:ann, user:vic] }]"),
    ).toBe(true);
    expect(
      isBannedDecided(
        "explain: [{ subject: user:bad, permission: read, object: doc:1, shows: doc:1#banned@user:bad }]",
      ),
    ).toBe(true);
  });

  test("finds policies that tuples carry, and on which an answer hangs", () => {
    const [tuples, checks] = [
      "group:g#member@user:mo, doc:1#viewer@group:g#member with dry",
      "subject: user:mo, object: doc:1",
    ];
    const left = undecided(coverageOf(`tuples: [${tuples}]\n    checks: [{ ${checks}, allow: read, deny: viewer }]`));
    expect(left.filter((text) => /`dry`|`member`/.test(text))).toEqual([]);
  });

  test("counts an answer that turns into a failure as another one", () => {
    const model = `model 1
type user
context region: string
type doc {
  relation owner: user
  relation guest: user
  permission read = owner + (guest when european)
}
policy european = json { "==": [{ "var": "context.region" }, "eu"] }
`;
    const text = `model: m.relata
tuples: [doc:1#owner@user:ann, doc:1#guest@user:ann]
tests:
  - name: whom a failing policy does not matter to
    checks: [{ subject: user:ann, object: doc:1, allow: read, context: { region: 7 } }]`;
    const left = undecided(cover([suiteOf(text, filesOf({ "m.relata": model }))]));
    expect(left.filter((each) => each.includes("owner"))).toEqual([]);
  });

  test("is witnessed by no expectation that fails, and by none of a test that is not wanted", () => {
    expect(percentOf(coverageOf("checks: [{ subject: user:ann, object: doc:1, deny: [read, sign] }]"))).toBe(0);
    const suite = suiteOf(
      `model: m.relata\n${FACTS}\ntests:\n  - name: a\n    ${OWNER}`,
      filesOf({ "m.relata": MODEL }),
    );
    expect(percentOf(cover([suite], { isWanted: () => false }))).toBe(0);
    expect(percentOf(cover([suite]))).toBeGreaterThan(0);
  });

  test("takes suites of equal models together, and those of others apart", () => {
    const together = cover([suiteOver(MODEL, OWNER), suiteOver(`${MODEL}\n`, VIEWER)]);
    expect(undecided(together)).toEqual(undecided(coverageOf(OWNER, VIEWER)));
    const apart = cover([suiteOver(MODEL, OWNER), suiteOver(MODEL.replace("3]", "4]"), VIEWER)]);
    expect(apart.items).toHaveLength(2 * together.items.length);
  });

  test("says how far it is, over all the changes that it tries", () => {
    const told: (readonly [number, number])[] = [];
    const suite = suiteOf(
      `model: m.relata\n${FACTS}\ntests:\n  - name: a\n    ${OWNER}`,
      filesOf({ "m.relata": MODEL }),
    );
    const { items } = cover([suite], { onProgress: (done, all) => told.push([done, all]) });
    const changes = items.length + 3;
    expect(told).toEqual(Array.from({ length: changes }, (_, done) => [done, changes]));
  });

  test("as text is a line for each undecided item; a hundred percent is all of it", () => {
    const text = coverageText(coverageOf(OWNER, VIEWER, BANNED));
    expect(text).toMatch(/^coverage \d\d %: \d+ of 18 decided; no test would notice if\n {2}m\.relata:3:23 relation/);
    expect(sayPercent({ items: [] })).toBe("100 %");
    const items = Array.from({ length: 300 }, (_, i) => ({
      kind: "policy" as const,
      text: "p",
      unnoticed: i === 0 ? ["x"] : [],
    }));
    expect(sayPercent({ items })).toBe("99 %");
  });
});
