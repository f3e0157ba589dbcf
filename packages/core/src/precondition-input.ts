import { Failure, isJsonObject } from "@relata/model";
import type { Precondition } from "@relata/store";

/**
 * A precondition of the right form. Its filter may name what the model does not know: what such tuples there are is
 * asked of the store, and the store knows no model.
 *
 * @throws Failure `invalid_tuple`
 */
export function toPrecondition(input: Precondition): Precondition {
  if (isPrecondition(input)) return input;
  throw new Failure(
    "invalid_tuple",
    'a precondition is `{ must: "match" | "not_match", filter: { object, relation, subject } }`, with text in each part of the filter',
  );
}

/** Why: a filter of another form would match nothing, and a `not_match` would hold by mistake. */
function isPrecondition(input: unknown): boolean {
  if (!isJsonObject(input) || (input["must"] !== "match" && input["must"] !== "not_match")) return false;
  const { filter } = input;
  if (!isJsonObject(filter) || !holdsOnly(filter, ["object", "relation", "subject"])) return false;
  const { object = {}, relation = "", subject = {} } = filter;
  return typeof relation === "string" && isPart(object, ["type", "id"]) && isPart(subject, ["type", "id", "relation"]);
}

function isPart(part: unknown, names: readonly string[]): boolean {
  if (!isJsonObject(part) || !holdsOnly(part, names)) return false;
  const { relation, ...rest } = part;
  // `null` asks for plain subjects only.
  const known = relation === undefined || relation === null || typeof relation === "string";
  return known && Object.values(rest).every((value) => value === undefined || typeof value === "string");
}

function holdsOnly(part: object, names: readonly string[]): boolean {
  return Object.keys(part).every((name) => names.includes(name));
}
