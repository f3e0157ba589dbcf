import { expect, test } from "vitest";
import { openFile } from "../src/open-file.ts";
import { readStatements } from "../src/read-statements.ts";
import { writeStatements } from "../src/write-statements.ts";

interface Step {
  readonly detail: string;
}

/** How SQLite would run each statement of the store, step by step. */
const plans = openFile(":memory:", 100, (db) => {
  const statements = Object.entries({ ...readStatements(db), ...writeStatements(db) });
  return new Map(
    statements.map(([name, statement]): [string, readonly string[]] => {
      const { sql, params } = statement.getQuery();
      const explained = db.$client.prepare(`explain query plan ${sql}`).all(params.map(() => "[]")) as Step[];
      return [name, explained.map(({ detail }) => detail)];
    }),
  );
});

function stepsOn(table: string, statement: string): readonly string[] {
  return (plans.get(statement) ?? []).filter((step) => new RegExp(`^(SCAN|SEARCH) ${table}\\b`).test(step));
}

test.each([...plans.keys()])("`%s` walks over no table from end to end", (statement) => {
  const scans = plans.get(statement)?.filter((step) => /^SCAN (relata_|t\b)/.test(step));
  expect(scans).toEqual([]);
});

test("`has` goes straight to the key", () => {
  expect(stepsOn("relata_tuples", "has")).toEqual([
    "SEARCH relata_tuples USING INDEX relata_tuples_live_key " +
      "(object_type=? AND object_id=? AND relation=? AND subject_type=? AND subject_id=? AND subject_relation=?)",
  ]);
});

test("`sets` reads an index that holds no plain members", () => {
  expect(stepsOn("relata_tuples", "sets")).toEqual([
    "SEARCH relata_tuples USING INDEX relata_tuples_live_sets (object_type=? AND object_id=? AND relation=?)",
  ]);
});

test("`objects` reads the tuples of the object under the relation", () => {
  expect(stepsOn("relata_tuples", "objects")).toEqual([
    "SEARCH relata_tuples USING INDEX relata_tuples_live_key (object_type=? AND object_id=? AND relation=?)",
  ]);
});

test("`usages` reads the tuples of the subject", () => {
  expect(stepsOn("relata_tuples", "usages")).toEqual([
    "SEARCH relata_tuples USING INDEX relata_tuples_live_subject (subject_type=? AND subject_id=?)",
  ]);
});

test("`memberships` climbs by the subject and the kinds asked for, and by type alone from a wildcard object", () => {
  const bySet =
    "SEARCH t USING INDEX relata_tuples_live_subject " +
    "(subject_type=? AND subject_id=? AND subject_relation=? AND object_type=? AND relation=?)";
  const fromWildcard = "SEARCH t USING INDEX relata_tuples_live_subject (subject_type=?)";
  expect([...stepsOn("t", "memberships")].sort()).toEqual([fromWildcard, bySet, bySet].sort());
  expect(stepsOn("relata_tuples", "memberships")).toEqual(["SEARCH relata_tuples USING INTEGER PRIMARY KEY (rowid=?)"]);
});

test("a write finds what it ends by its key", () => {
  for (const statement of ["find", "end"]) {
    expect(stepsOn("relata_tuples", statement)[0]).toContain("relata_tuples_live_key (object_type=? AND object_id=?");
  }
});
