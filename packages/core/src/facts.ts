import {
  canonicalJson,
  Failure,
  formatObject,
  formatTuple,
  isFailure,
  isJsonObject,
  parseObject,
  type JsonObject,
  type ModelIndex,
  type Tuple,
} from "@relata/model";
import type { AttributeChange, ObjectAttributes } from "@relata/store";
import { toAttributeChange } from "./attribute-input.ts";
import { toTuple } from "./tuple-input.ts";

/** Tuples and attributes as text: a line each, a blank line and one that starts with `//` say nothing. */
export interface Facts {
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly AttributeChange[];
}

/** A line that is no fact, or none that the model knows. */
export interface Mistake {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** Mistakes that one message names; the rest are counted. `details.mistakes` of the failure has all of them. */
const MAX_MISTAKES = 20;

/**
 * Reads facts: `folder:plans#viewer@user:ann`, or an object and its attributes, `invoice:1 {"amount": 250}`.
 *
 * @param path what the messages call the text
 * @throws Failure `invalid_tuple` that names every line with a mistake; then nothing has been read
 */
export function parseFacts(index: ModelIndex, text: string, path: string): Facts {
  const tuples: Tuple[] = [];
  const attributes: AttributeChange[] = [];
  const mistakes: Mistake[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const fact = line.trim();
    if (fact === "" || fact.startsWith("//")) continue;
    try {
      if (/^\S*#/.test(fact)) tuples.push(toTuple(index, fact));
      else attributes.push(toAttributeChange(index, parseAttributes(index, fact)));
    } catch (error) {
      if (!isFailure(error)) throw error;
      mistakes.push({ path, line: i + 1, message: error.message });
    }
  }
  if (mistakes.length > 0) throw new Failure("invalid_tuple", summary(mistakes), { details: { mistakes } });
  return { tuples, attributes };
}

/** Writes what `parseFacts` reads, in canonical order. Law: parse of format is the same facts. */
export function formatFacts({
  tuples,
  attributes,
}: {
  tuples: readonly Tuple[];
  attributes: readonly ObjectAttributes[];
}): string {
  const lines = [
    ...tuples.map(formatTuple),
    ...attributes.map(({ object, values }) => `${formatObject(object)} ${canonicalJson(values)}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function parseAttributes(index: ModelIndex, fact: string): { object: ReturnType<typeof parseObject>; set: JsonObject } {
  const [, reference = "", json = ""] = /^(\S+)\s*(.*)$/.exec(fact) ?? [];
  const object = parseObject(index, reference);
  return { object, set: jsonObject(json, fact) };
}

function jsonObject(json: string, fact: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw neither(fact, cause);
  }
  if (!isJsonObject(value)) throw neither(fact);
  return value;
}

function neither(fact: string, cause?: unknown): Failure {
  const forms = "`type:id#relation@subject`, or `type:id` and a JSON object of attributes";
  return new Failure("invalid_tuple", `\`${fact}\` is neither a tuple nor attributes: write ${forms}`, { cause });
}

function summary(mistakes: readonly Mistake[]): string {
  const shown = mistakes.slice(0, MAX_MISTAKES).map(({ path, line, message }) => `${path}:${line}: ${message}`);
  const more = mistakes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more lines with mistakes`] : [])].join("\n");
}
