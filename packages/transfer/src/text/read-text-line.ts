import { Failure, parseObject, parseTuple, type ModelIndex } from "@relata/model";
import { jsonObject } from "../json-object.ts";
import type { ParsedRecord } from "../transfer-record.ts";

/**
 * Reads a line of text: `folder:plans#viewer@user:ann`, or an object and its attributes, `invoice:1 {"amount": 250}`.
 * Undefined for a blank line and a comment.
 *
 * @throws Failure `invalid_tuple`, `invalid_reference`, `unknown_type`, `unknown_relation`
 */
export function readTextLine(index: ModelIndex, text: string, line: number): ParsedRecord | undefined {
  const fact = text.trim();
  if (fact === "" || isComment(index, fact)) return undefined;
  const space = fact.search(/\s/);
  const word = space === -1 ? fact : fact.slice(0, space);
  if (word.includes("#")) return { kind: "tuple", tuple: parseTuple(index, fact), line };
  const object = parseObject(index, word);
  const values = jsonObject(fact.slice(word.length).trim(), (cause) => neither(fact, cause));
  return { kind: "attributes", object, values, line };
}

/** Why the types are asked: one may be named `//x`, and its tuples are no comments. */
function isComment(index: ModelIndex, fact: string): boolean {
  if (!fact.startsWith("//")) return false;
  for (const type of index.types.keys()) if (fact.startsWith(`${type}:`)) return false;
  return true;
}

function neither(fact: string, cause: unknown): Failure {
  const forms = "`type:id#relation@subject`, or `type:id` and a JSON object of attributes";
  return new Failure("invalid_tuple", `\`${fact}\` is neither a tuple nor attributes: write ${forms}`, { cause });
}
