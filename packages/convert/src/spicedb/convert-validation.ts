import type { SourceFile } from "@relata/language";
import { isScalar } from "yaml";

import type { Conversion, ConvertedCheck, ConvertedSuite, ConvertedTest } from "../converted.ts";
import { spanOf } from "../origin.ts";
import { Refusals, type Note } from "../refusal.ts";
import { convertSchema, relationshipLines, wholeOf, type ConvertedSchema, type SpicedbOptions } from "./convert-zed.ts";
import { pathInside } from "../path-inside.ts";
import { fileOf } from "./validation/in-place.ts";
import { readExpected } from "./validation/read-expected.ts";
import { readQuestion } from "./validation/read-question.ts";
import { isSaid, readValidation, type ValidationFile } from "./validation/read-validation.ts";
import { toTuples, type TupleSite } from "./validation/to-tuples.ts";

/**
 * A SpiceDB validation file: its schema as a model, its relationships as tuples, and its assertions and expected relations as tests.
 *
 * Law: an assertion that holds there is a test that passes here, and one that does not, fails. Never throws.
 */
export function convertValidation(source: SourceFile, options: SpicedbOptions = {}): Conversion {
  const refusals = new Refusals();
  const file = readValidation(source, refusals);
  const schema = refusals.any ? undefined : schemaOf(source, file, options, refusals);
  if (schema === undefined) return { refusals: refusals.finish() };
  const { files, model, names } = schema;
  const site: TupleSite = { model, names, refusals };
  const tuples = toTuples([...file.relationships, ...relationshipLines(options.relationships)], site);
  const { suites, notes } = suitesOf(source, file, site);
  if (refusals.any) return { refusals: refusals.finish() };
  return { converted: { files, model, tuples, suites, notes: [...schema.notes, ...notes] }, refusals: [] };
}

/** The schema in the file, or in the file that it names. */
function schemaOf(
  source: SourceFile,
  { schema }: ValidationFile,
  { load }: SpicedbOptions,
  refusals: Refusals,
): ConvertedSchema | undefined {
  if (schema === undefined || !isScalar(schema.node)) return undefined;
  if (schema.path === undefined) {
    const { file, inPlace } = fileOf(source, schema.node);
    if (inPlace) return convertSchema(file, wholeOf(source), load, refusals);
    return pointingAt(schema.origin, refusals, (own) => convertSchema(file, schema.origin, load, own));
  }
  const folder = source.path.slice(0, source.path.lastIndexOf("/") + 1);
  const path = pathInside(folder, source.path, schema.path);
  const text = path === undefined ? undefined : load?.(path);
  if (path !== undefined && text !== undefined) return convertSchema({ path, text }, schema.origin, load, refusals);
  const hint = "the path is relative to the file, and stays in its folder";
  refusals.refuse("source_missing", schema.origin, `there is no file \`${path ?? schema.path}\``, hint);
  return undefined;
}

/** What is refused of a text that has other offsets than its file is told of all of it. */
function pointingAt<T>(
  origin: ValidationFile["relationships"][number]["origin"],
  refusals: Refusals,
  read: (own: Refusals) => T,
): T {
  const own = new Refusals();
  const answer = read(own);
  refusals.add(own.finish().map((each) => ({ ...each, span: spanOf(origin) })));
  return answer;
}

function suitesOf(
  source: SourceFile,
  { assertions, expected }: ValidationFile,
  site: TupleSite,
): { readonly suites: readonly ConvertedSuite[]; readonly notes: readonly Note[] } {
  const checks = assertions
    .filter(({ text }) => isSaid(text))
    .flatMap(({ text, origin, expected }): readonly ConvertedCheck[] => {
      const question = readQuestion(text, origin, site);
      return question === undefined ? [] : [{ ...question, expected }];
    });
  const answers = expected.map((each) => readExpected(each, site));
  const listed = { checks: answers.flatMap((each) => each.checks), subjects: answers.flatMap((each) => each.subjects) };
  const none = { tuples: [], objects: [] };
  const tests: readonly ConvertedTest[] = [
    { name: "assertions", checks, subjects: [], ...none },
    { name: "expected relations", ...listed, ...none },
  ];
  const told = tests.filter((test) => test.checks.length > 0 || test.subjects.length > 0);
  const path = `${source.path.replace(/\.(ya?ml|zaml)$/i, "")}.relata.yaml`;
  const notes = answers.flatMap(({ caveated }) => caveated.map(noteOf));
  return { suites: told.length === 0 ? [] : [{ path, tests: told }], notes };
}

function noteOf({ text, origin }: ValidationFile["relationships"][number]): Note {
  return { message: `\`${text}\` is no test: it says who might hold it, whatever the caveat`, span: spanOf(origin) };
}
