import { NotedFiles, type SuiteFiles } from "../files/suite-files.ts";
import { isFailure, type Instant } from "@relata/model";
import { comparePlaces, type Problem } from "../yaml/problem.ts";
import { YamlFile } from "../yaml/yaml-file.ts";
import type { YamlValue } from "../yaml/yaml-value.ts";
import { QuestionParts } from "./question-parts.ts";
import { readFactsOf } from "./read-facts-of.ts";
import { readModelOf, type SuiteSource } from "./read-model-of.ts";
import { readPolicies } from "./read-policies.ts";
import { readTest } from "./read-test.ts";
import type { Suite } from "./suite.ts";

export interface ReadSuiteOptions {
  readonly files: SuiteFiles;
  /** The instant of every question that names none, nor its test or suite. */
  readonly now: Instant;
}

/** A suite, or what is wrong with it. */
export interface SuiteReading {
  /** There exactly when there is no problem. */
  readonly suite?: Suite;
  /** Everything that is wrong, in the order of the file. */
  readonly problems: readonly Problem[];
  /** The paths that were read besides the suite's own: where one of them changes, the suite may change. */
  readonly reads: readonly string[];
}

const FIELDS = ["model", "tuples", "attributes", "now", "context", "policies", "tests"] as const;

/**
 * Reads a suite, the model and the facts that it names, and looks up every name in the model. Never throws on any text:
 * what is wrong is in the problems, all of it at once; of a model with errors, that alone.
 *
 * @param path as it is shown, with `/` between its parts; what the suite names is relative to its folder
 */
export function readSuite(path: string, { files, now }: ReadSuiteOptions): SuiteReading {
  const text = textOf(path, files);
  if (typeof text !== "string") return { problems: [text], reads: [] };
  const file = new YamlFile(path, text);
  const noted = new NotedFiles(files);
  const value = file.read();
  const suite = value === undefined ? undefined : suiteOf({ path, text, files: noted }, value, now);
  const problems = distinct(file.problems);
  const reads = noted.paths;
  return suite === undefined || problems.length > 0 ? { problems, reads } : { suite, problems, reads };
}

function textOf(path: string, files: SuiteFiles): string | Problem {
  try {
    return files.read(path);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { place: { path, line: 1, column: 1 }, message: error.message };
  }
}

function suiteOf(source: SuiteSource, value: YamlValue, present: Instant): Suite | undefined {
  const field = value.fields(FIELDS);
  const [model, policies, tests] = [field("model"), field("policies"), field("tests")];
  if (model === undefined) value.refuse("`model` is missing: the path of a model file, or its text");
  if (tests === undefined && policies === undefined) {
    value.refuse("`tests` is missing, and `policies` too: a suite that states nothing could not fail");
  }
  const read = model && readModelOf(source, model);
  if (read === undefined) return undefined;
  const { model: compiled, declarations } = read;
  const parts = new QuestionParts(compiled);
  const facts = readFactsOf(source, compiled, { tuples: field("tuples"), attributes: field("attributes") });
  const nothing = { now: present, context: {} };
  const around = parts.circumstances(nothing, { now: field("now"), context: field("context") });
  return {
    path: source.path,
    model: compiled,
    declarations,
    facts,
    tests: [
      ...entries(policies, "policies").flatMap((each) => readPolicies(compiled, each, around)),
      ...entries(tests, "tests").flatMap((each) => readTest(source, compiled, each, around)),
    ],
  };
}

function entries(value: YamlValue | undefined, name: string): readonly YamlValue[] {
  const each = value?.list() ?? [];
  if (value?.isList === true && each.length === 0) {
    value.refuse(`\`${name}\` is empty: a suite that states nothing could not fail`);
  }
  return each;
}

/** Once each: what is read in two ways is found wrong twice. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const sorted = problems.toSorted((a, b) => comparePlaces(a.place, b.place));
  return sorted.filter((problem, i) => !sorted.slice(0, i).some((other) => isSame(problem, other)));
}

function isSame(a: Problem, b: Problem): boolean {
  return a.message === b.message && comparePlaces(a.place, b.place) === 0;
}
