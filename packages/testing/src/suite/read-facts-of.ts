import { parseFacts, type Facts, type Mistake } from "@relata/core";
import { indexModel, isFailure, type Model } from "@relata/model";
import { checkChanges, type AttributeChange } from "@relata/store";
import type { YamlValue } from "../yaml/yaml-value.ts";
import { isInline, pathFrom, type SuiteSource } from "./read-model-of.ts";
import type { SuiteFacts } from "./suite.ts";

/** What tuples and attributes are written with. */
interface FactsFields {
  readonly tuples: YamlValue | undefined;
  readonly attributes: YamlValue | undefined;
}

const NONE: Facts = { tuples: [], attributes: [] };

/**
 * The facts of a suite or of a test. `tuples` is the path of a file of facts, a block with a fact a line, or a list of
 * facts; `attributes` are values by object. A tuple, or a value, that stands twice is a problem.
 */
export function readFactsOf(source: SuiteSource, model: Model, { tuples, attributes }: FactsFields): SuiteFacts {
  const facts = tuples === undefined ? NONE : readTuples(source, model, tuples);
  const changes = attributes === undefined ? [] : readAttributes(model, attributes);
  const all = [...facts.attributes, ...changes];
  (tuples ?? attributes)?.attempt(() => checkChanges({ touch: facts.tuples, attributes: all }));
  return { tuples: facts.tuples, attributes: all.map(({ object, set = {} }) => ({ object, values: set })) };
}

function readTuples(source: SuiteSource, model: Model, value: YamlValue): Facts {
  if (value.isList) return merged(value.list().map((item) => readFact(model, item)));
  const text = value.text();
  if (text === undefined) return NONE;
  if (isInline(text)) return readLines(model, value.blockInPlace() ?? text, source.path, value);
  if (isFact(text)) return readFact(model, value);
  const path = pathFrom(source, text);
  const lines = value.attempt(() => source.files.read(path));
  return lines === undefined ? NONE : readLines(model, lines, path, value);
}

/** Whether a single line is a fact, and not the path of a file of them. */
function isFact(text: string): boolean {
  return /^\S+#\S+@/.test(text) || /^\S+\s+\{/.test(text);
}

/** One fact, in quotes or not. */
function readFact(model: Model, value: YamlValue): Facts {
  const text = value.isRecord
    ? value.refuse("a fact is text: put it in quotes, since YAML takes `: ` for the end of a name")
    : value.text();
  if (text === undefined) return NONE;
  return readable(model, text, "", ({ message }) => value.refuse(message));
}

/** Facts that stand a line each, wherever they come from: each mistake is a problem of its line. */
function readLines(model: Model, lines: string, path: string, value: YamlValue): Facts {
  return readable(model, lines, path, ({ line, message }) => value.refuseAt({ path, line, column: 1 }, message));
}

/** Attributes as YAML, by object. They are facts like those of `tuples`, and are judged alike. */
function readAttributes(model: Model, value: YamlValue): readonly AttributeChange[] {
  return value.entries().flatMap(([key, values]) => {
    const object = key.text();
    const set = values.object();
    if (object === undefined || set === undefined) return [];
    const fact = `${object} ${JSON.stringify(set)}`;
    return readable(model, fact, "", ({ message }) => key.refuse(message)).attributes;
  });
}

/** The facts of the text, or none where it has mistakes. */
function readable(model: Model, text: string, path: string, onMistake: (mistake: Mistake) => void): Facts {
  try {
    return parseFacts(indexModel(model), text, path);
  } catch (error) {
    if (!isFailure(error, "invalid_tuple")) throw error;
    const { mistakes } = error.details as { readonly mistakes: readonly Mistake[] };
    for (const mistake of mistakes) onMistake(mistake);
    return NONE;
  }
}

function merged(facts: readonly Facts[]): Facts {
  return { tuples: facts.flatMap(({ tuples }) => tuples), attributes: facts.flatMap(({ attributes }) => attributes) };
}
