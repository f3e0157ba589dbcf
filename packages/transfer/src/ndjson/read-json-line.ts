import {
  didYouMean,
  Failure,
  isJsonObject,
  toObject,
  tupleFromObject,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type TupleObject,
} from "@relata/model";
import { jsonObject } from "../json-object.ts";
import type { ParsedRecord } from "../transfer-record.ts";

/** The parts of an object of JSON that are read. */
interface Fields {
  readonly of: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const TUPLE: Fields = {
  of: "a tuple",
  required: ["object", "relation", "subject"],
  optional: ["policy", "from", "until"],
};
const ATTRIBUTES: Fields = { of: "a record of attributes", required: ["object", "attributes"], optional: [] };
const POLICY: Fields = { of: "the `policy` of a tuple", required: ["name"], optional: ["parameters"] };
const OBJECT: Fields = { of: "an object", required: ["type", "id"], optional: [] };
const SUBJECT: Fields = { of: "a subject", required: ["type", "id"], optional: ["relation"] };

/**
 * Reads a line of NDJSON: a tuple in its object form, or `{"object": "invoice:1", "attributes": {"amount": 250}}`.
 * Undefined for a blank line.
 *
 * @throws Failure `invalid_tuple`, `invalid_attributes`, `invalid_reference`, `unknown_type`, `unknown_relation`
 */
export function readJsonLine(index: ModelIndex, text: string, line: number): ParsedRecord | undefined {
  const json = text.trim();
  if (json === "") return undefined;
  const value = jsonObject(json, (cause) => notAnObject(json, cause));
  return Object.hasOwn(value, "attributes") ? attributes(index, value, line) : tuple(index, value, line);
}

function tuple(index: ModelIndex, value: JsonObject, line: number): ParsedRecord {
  checkFields(value, TUPLE);
  checkFields(value["object"], OBJECT);
  checkFields(value["subject"], SUBJECT);
  checkFields(value["policy"], POLICY);
  return { kind: "tuple", tuple: tupleFromObject(index, value as unknown as TupleObject), line };
}

function attributes(index: ModelIndex, value: JsonObject, line: number): ParsedRecord {
  checkFields(value, ATTRIBUTES);
  checkFields(value["object"], OBJECT);
  const object = toObject(index, value["object"] as string | ObjectRef);
  const values = value["attributes"];
  if (isJsonObject(values)) return { kind: "attributes", object, values, line };
  throw new Failure("invalid_attributes", "the `attributes` of an object are a JSON object of names and values");
}

/** Why: a field with a name that nothing reads would be a window, or a policy, that silently does not count. */
function checkFields(value: unknown, { of, required, optional }: Fields): void {
  if (!isJsonObject(value)) return;
  const known = [...required, ...optional];
  const stray = Object.keys(value).find((name) => !known.includes(name));
  if (stray !== undefined) {
    const meant = didYouMean(stray, known);
    throw new Failure("invalid_tuple", `${of} has no field \`${stray}\`${meant} (its fields are ${known.join(", ")})`);
  }
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) throw new Failure("invalid_tuple", `${of} needs the field \`${missing}\``);
}

function notAnObject(json: string, cause: unknown): Failure {
  const form = '`{"object":"type:id","relation":"name","subject":"type:id"}`';
  return new Failure("invalid_tuple", `\`${json}\` is not an object of JSON: write one a line, such as ${form}`, {
    cause,
  });
}
