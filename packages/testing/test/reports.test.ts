import { XMLParser, XMLValidator } from "fast-xml-parser";
import { jsonReport, junitReport, runSuite, TextReport, type SuiteReport } from "@relata/testing";
import { describe, expect, test } from "vitest";
import { filesOf, read, suiteOf, testWith } from "./situation.ts";

const TEXT = `${testWith("checks: [{ subject: user:ann, object: doc:1, allow: read }]")}
  - name: strangers & "others" <read>
    checks:
      - { subject: user:ann, object: doc:1, deny: read, allow: sign }
      - { subject: user:gus, object: doc:1, deny: read }
`;

const PARADOX = `model: m.relata
tuples: [club:a#rival@club:a, club:a#fan@user:x]
tests:
  - name: a paradox
    checks: [{ subject: user:x, object: club:a, deny: cheer }]`;

const CLUB = `model 1
type user
type club {
  relation rival: club
  relation fan: user
  permission cheer = fan - rival->cheer
}`;

/** A file whose tests passed and failed, one without an answer, and one that is no suite. */
function reports(): readonly SuiteReport[] {
  const club = filesOf({ "m.relata": CLUB });
  return [
    { path: "a.relata.yaml", run: runSuite(suiteOf(TEXT)) },
    { path: "b.relata.yaml", run: runSuite(suiteOf(PARADOX, club)) },
    { path: "c.relata.yaml", problems: read("model: authz.relata\ntests: 7").problems },
  ];
}

interface Case {
  readonly name: string;
  readonly failure?: { readonly message: string; readonly "#text": string };
  readonly error?: { readonly message: string; readonly "#text": string };
}

interface Suites {
  readonly testsuites: Figures & { readonly testsuite: readonly (Figures & { readonly testcase: readonly Case[] })[] };
}

interface Figures {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
}

const isArray = (name: string) => name === "testcase" || name === "testsuite";

const figures = ({ tests, failures, errors }: Figures) => [tests, failures, errors].map(Number);

function parsed(xml: string): Suites {
  expect(XMLValidator.validate(xml)).toBe(true);
  return new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", isArray }).parse(xml) as Suites;
}

describe("JUnit", () => {
  test("is XML with a suite for each file, and figures that add up", () => {
    const { testsuites } = parsed(junitReport(reports()));
    expect(figures(testsuites)).toEqual([4, 1, 2]);
    expect(testsuites.testsuite.map((suite) => [suite.name, ...figures(suite)])).toEqual([
      ["a.relata.yaml", 2, 1, 0],
      ["b.relata.yaml", 1, 0, 1],
      ["c.relata.yaml", 1, 0, 1],
    ]);
  });

  test("tells a failure with its place and its reason, in text that is read back as it was", () => {
    const [suite] = parsed(junitReport(reports())).testsuites.testsuite;
    const [passed, failed] = suite?.testcase ?? [];
    expect(passed).toEqual(expect.not.objectContaining({ failure: expect.anything() }));
    expect(failed?.name).toBe('strangers & "others" <read>');
    expect(failed?.failure?.message).toContain("a.relata.yaml:9:51 does user:ann have read on doc:1?");
    expect(failed?.failure?.["#text"]).toContain("✓ doc:1#owner@user:ann");
  });

  test("tells apart a test that failed, one without an answer, and a file that is no suite", () => {
    const cases = parsed(junitReport(reports())).testsuites.testsuite.flatMap(({ testcase }) => testcase);
    expect(cases.map(({ failure, error }) => [failure !== undefined, error !== undefined])).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [false, true],
    ]);
    expect(cases[3]?.error?.["#text"]).toContain("`tests` must be a list");
  });

  test("stays XML whatever characters a name has", () => {
    const text = testWith("checks: [{ subject: user:ann, object: doc:1, deny: read }]");
    const odd = text.replace("a test", String.raw`"a \u0000 \u001B \uD800 \n \t ]]> &amp; \uFFFF"`);
    expect(parsed(junitReport([{ path: "a", run: runSuite(suiteOf(odd)) }])).testsuites.tests).toBe("1");
  });
});

describe("JSON", () => {
  test("has the figures, and each answer with its place", () => {
    const report = JSON.parse(JSON.stringify(jsonReport(reports()))) as Record<string, unknown>;
    expect(report).toMatchObject({ passed: 1, failed: 1, errors: 1, files: 3, wrongFiles: 1 });
    expect(report["suites"]).toMatchObject([
      {
        path: "a.relata.yaml",
        problems: [],
        tests: [
          { name: "a test", line: 4, column: 5, status: "passed", answers: [{ status: "passed" }] },
          {
            status: "failed",
            answers: [
              { status: "passed" },
              {
                path: "a.relata.yaml",
                line: 9,
                status: "failed",
                question: "does user:ann have read on doc:1?",
                expected: "denied",
                actual: "allowed",
                explanation: expect.stringContaining("doc:1#owner@user:ann"),
              },
              { status: "failed", hint: expect.stringContaining("context.region") },
            ],
          },
        ],
      },
      { tests: [{ status: "error", answers: [{ status: "error", code: "paradox" }] }] },
      { problems: [{ line: 2, column: 8, message: "`tests` must be a list" }], tests: [] },
    ]);
    expect(report["coverage"]).toBeUndefined();
  });

  test("has the coverage, if there is one", () => {
    const place = { path: "m", line: 1, column: 2 };
    const coverage = {
      items: [{ kind: "policy" as const, text: "policy `p`", place, unnoticed: ["it were always true"] }],
    };
    expect(jsonReport([], coverage)).toMatchObject({
      coverage: {
        percent: 0,
        items: [{ kind: "policy", text: "policy `p`", line: 1, unnoticed: ["it were always true"] }],
      },
    });
  });
});

describe("text", () => {
  const text = new TextReport();
  const [failed, error, wrong] = reports();

  test("shows what did not pass, and why", () => {
    expect(failed && text.file(failed)).toBe(`✗ a.relata.yaml: 1 of 2 tests failed
  a.relata.yaml:7:5 strangers & "others" <read>
    a.relata.yaml:9:51 does user:ann have read on doc:1?
      expected denied
      actual   allowed
      ✓ user:ann has read on doc:1
      ├─ ✓ doc:1#owner@user:ann
      └─ ✓ not excluded by banned on doc:1
    a.relata.yaml:10:51 does user:gus have read on doc:1?
      expected denied
      actual   conditional on context.region
      ? user:gus may have read on doc:1
      └─ ? guest on doc:1
         └─ ? doc:1#guest@user:gus with european
            └─ ? policy european needs context.region
      hint: give context.region under \`context\`, or expect the answer under \`conditional\`
`);
  });

  test("says that there was no answer, and which failure there was instead", () => {
    expect(error && text.file(error)).toContain("      no answer: paradox\n      whether `cheer` holds");
  });

  test("lists what is wrong with a file", () => {
    expect(wrong && text.file(wrong)).toBe("✗ c.relata.yaml: 1 problem\n  a.relata.yaml:2:8: `tests` must be a list\n");
  });

  test("sums up tests and files", () => {
    expect(text.summary(reports())).toBe(
      "1 passed, 1 failed, 1 without an answer in 3 files, of which 1 could not be read\n",
    );
  });

  test("is coloured by role, and only its marks and figures are", () => {
    const coloured = new TextReport((role, text) => `<${role}>${text}</>`);
    expect(coloured.summary(reports().slice(0, 1))).toBe("<allowed>1 passed</>, <denied>1 failed</> in 1 file\n");
  });
});
