import type { Model } from "@relata/model";
import type { YamlValue } from "../yaml/yaml-value.ts";
import { QuestionParts, type Circumstances } from "./question-parts.ts";
import { readCheck } from "./read-checks.ts";
import { readFactsOf } from "./read-facts-of.ts";
import { readObjects, readSubjects } from "./read-lists.ts";
import type { SuiteSource } from "./read-model-of.ts";
import { readShows } from "./read-shows.ts";
import type { Expectation, SuiteTest } from "./suite.ts";

const STATEMENTS = ["checks", "objects", "subjects", "explain"] as const;
const FIELDS = ["name", "tuples", "attributes", "now", "context", ...STATEMENTS] as const;

/** One entry of `tests`. */
export function readTest(
  source: SuiteSource,
  model: Model,
  value: YamlValue,
  around: Circumstances,
): readonly SuiteTest[] {
  const field = value.fields(FIELDS);
  const parts = new QuestionParts(model);
  const name = (field("name") ?? value.refuse("the test has no `name`: say in words what it expects"))?.text();
  const facts = readFactsOf(source, model, { tuples: field("tuples"), attributes: field("attributes") });
  const near = parts.circumstances(around, { now: field("now"), context: field("context") });
  if (STATEMENTS.every((statement) => field(statement) === undefined)) {
    value.refuse(`the test states nothing, and could not fail: give it one of ${STATEMENTS.join(", ")}`);
  }
  const expectations: Expectation[] = STATEMENTS.flatMap((statement) => {
    const stated = field(statement);
    if (stated === undefined) return [];
    const each = stated.list();
    if (stated.isList && each.length === 0) stated.refuse(`\`${statement}\` is empty: leave it out, or ask something`);
    return each.flatMap((one) => readerOf(statement)(one, parts, near));
  });
  return name === undefined ? [] : [{ name, place: value.place, facts, expectations }];
}

type Reader = (value: YamlValue, parts: QuestionParts, around: Circumstances) => readonly Expectation[];

function readerOf(statement: (typeof STATEMENTS)[number]): Reader {
  switch (statement) {
    case "checks":
      return readCheck;
    case "objects":
      return readObjects;
    case "subjects":
      return readSubjects;
    case "explain":
      return readShows;
  }
}
