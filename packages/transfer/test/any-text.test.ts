import type { RecordProblem, TransferFormat } from "@relata/transfer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, cuts, outcomeOf } from "./situation.ts";

/** Pieces of each format, of which some texts are nearly right, and some are. */
const PIECES: Record<TransferFormat, readonly string[]> = {
  text: [
    "group:g#member@user:a\n",
    'acme:doc:d {"with":1}\n',
    "group:g",
    "#member",
    "@user:a",
    " with local",
    '{"a":1}',
    " from 2026-01-01T00:00:00Z",
    "//",
    "{",
    "}",
    " ",
    "\n",
    "\r\n",
    "🦊",
  ],
  ndjson: [
    '{"object":"group:g","relation":"member","subject":"user:a"}\n',
    '{"object":"acme:doc:d","attributes":{"with":1}}\n',
    '{"object":{"type":"group","id":"g"},',
    '"relation":"member",',
    '"subject":"user:a"',
    '"policy":{"name":"local"}',
    '"attributes":',
    "{",
    "}",
    "[",
    '"',
    ",",
    "null",
    "\n",
    "\r\n",
    "🦊",
  ],
  csv: [
    "group,g,member,user,a,\r\n",
    'group,"g,""h""",member,user,a,\n',
    "1,with,d,acme:doc\n",
    '"""x""",from,d,acme:doc\n',
    "group,g,member,user,",
    "a,",
    ",",
    '"',
    '""',
    '"a"',
    "\n",
    "\r\n",
    "\r",
    "local",
    "🦊",
    "\uFEFF",
  ],
};

const HEADERS = [
  "object_type,object_id,relation,subject_type,subject_id,policy\r\n",
  "object_type,object_id,relation,subject_type,subject_id,policy\r\n",
  "value,name,object_id,object_type\n",
  "",
];

function textsIn(format: TransferFormat): fc.Arbitrary<string> {
  const pieces = fc.array(fc.constantFrom(...PIECES[format]), { maxLength: 14 }).map((parts) => parts.join(""));
  const body = fc.oneof({ weight: 5, arbitrary: pieces }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) });
  if (format !== "csv") return body;
  return fc.tuple(fc.constantFrom(...HEADERS), body).map(([header, rows]) => header + rows);
}

/** Ten thousand texts for the three formats. */
const RUNS = 3_334;

describe.each(Object.keys(PIECES) as readonly TransferFormat[])("any text as %s", (format) => {
  const seen = { records: 0, problems: 0, thrown: 0 };

  test("is records, or a failure with a line of it, wherever it is cut and whoever is told", async () => {
    await fc.assert(
      fc.asyncProperty(textsIn(format), cuts, async (text, places) => {
        const last = text.split("\n").length;
        const strict = await outcomeOf([text], format);
        expect(await outcomeOf(cut(text, places), format)).toEqual(strict);
        const problems: RecordProblem[] = [];
        const told = await outcomeOf(cut(text, places), format, { onProblem: (problem) => problems.push(problem) });
        for (const line of [...problems.map(({ line }) => line), ...told.lines]) expect(line).toBeOneOf(upTo(last));

        // What is thrown to those who are not told is the first problem, behind the same records.
        const { failure } = strict;
        const [first] = problems;
        const thrown = first ?? (told.failure?.details as { line: number } | undefined);
        expect(failure?.details).toEqual(thrown && placeOf(thrown));
        expect(told.records.slice(0, strict.records.length)).toEqual(strict.records);
        expect(failure?.message ?? "line 1: ").toMatch(/^line \d+: /);

        seen.records += told.records.length;
        seen.problems += problems.length;
        seen.thrown += failure === undefined ? 0 : 1;
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.records, seen.problems, seen.thrown)).toBeGreaterThan(RUNS / 10);
  });
});

function placeOf({ line, column }: { readonly line: number; readonly column?: string }): object {
  return { line, ...(column !== undefined && { column }) };
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
