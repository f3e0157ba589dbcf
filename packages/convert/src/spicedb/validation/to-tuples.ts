import {
  fromEntries,
  idProblem,
  indexModel,
  isWildcard,
  parseInstant,
  refusal,
  type Instant,
  type Json,
  type JsonObject,
  type Model,
  type Tuple,
  type TuplePolicy,
} from "@relata/model";

import type { Origin } from "../../origin.ts";
import type { Refusals } from "../../refusal.ts";
import { coerceValue } from "./coerce-value.ts";
import type { Line } from "./in-place.ts";
import { parseRelationship, type RelationshipText } from "./parse-relationship.ts";

/** What relationships are read with: the model that they become tuples of, and what parameters are called there. */
export interface TupleSite {
  readonly model: Model;
  readonly names: ReadonlyMap<string, string>;
  readonly refusals: Refusals;
}

/**
 * Relationships, a line each, as tuples. Context values have the types of the caveat's parameters.
 *
 * Refusals: `source_syntax`, `source_invalid`, `name_not_allowed`, `not_expressible`, `tuple_not_admitted`.
 */
export function toTuples(lines: readonly Line[], site: TupleSite): readonly Tuple[] {
  const index = indexModel(site.model);
  const known = new Set<string>();
  return lines.flatMap(({ text, origin }) => {
    const read = parseRelationship(text);
    if (typeof read === "string") {
      site.refusals.refuse("source_syntax", origin, `\`${text}\` is no relationship: ${read}`, "write it as there");
      return [];
    }
    const tuple = toTuple(read, origin, site);
    if (tuple === undefined) return [];
    const why = refusal(index, tuple);
    if (why !== undefined) {
      site.refusals.refuse("tuple_not_admitted", origin, why.message, "change the relationship or the schema");
      return [];
    }
    const key = JSON.stringify([tuple.object, tuple.relation, tuple.subject]);
    if (!known.has(key)) known.add(key);
    else site.refusals.refuse("source_invalid", origin, "this relationship stands here twice", "remove one");
    return [tuple];
  });
}

function toTuple(read: RelationshipText, origin: Origin, site: TupleSite): Tuple | undefined {
  const { object, relation, subject, caveat, expiration } = read;
  const problem = isWildcard(object) ? "the object of a relationship is no wildcard" : idIn(object.id, subject.id);
  if (problem !== undefined) {
    site.refusals.refuse("name_not_allowed", origin, problem, "use another id");
    return undefined;
  }
  const until = expiration === undefined ? undefined : instantOf(expiration, origin, site.refusals);
  const policy = caveat === undefined ? undefined : policyOf(caveat, origin, site);
  return { object, relation, subject, ...(policy !== undefined && { policy }), ...(until !== undefined && { until }) };
}

function idIn(...ids: readonly string[]): string | undefined {
  return ids.map(idProblem).find((problem) => problem !== undefined);
}

function instantOf(text: string, origin: Origin, refusals: Refusals): Instant | undefined {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  refusals.refuse("source_invalid", origin, `\`${text}\` is no time`, "write it as `2030-01-31T09:00:00Z`");
  return undefined;
}

function policyOf(
  { name, context }: { readonly name: string; readonly context: JsonObject },
  origin: Origin,
  site: TupleSite,
): TuplePolicy {
  const policy = site.model.policies.find((each) => each.name === name);
  const values = Object.entries(context).map(([given, value]) => {
    const called = site.names.get(given) ?? given;
    const parameter = policy?.parameters.find((each) => each.name === called);
    return [called, parameter === undefined ? value : coerced(value, parameter, origin, site.refusals)] as const;
  });
  return { name, parameters: fromEntries(values) };
}

function coerced(
  value: Json,
  { name, type }: Model["policies"][number]["parameters"][number],
  origin: Origin,
  refusals: Refusals,
): Json {
  const read = coerceValue(value, type);
  if ("value" in read) return read.value;
  refusals.refuse("source_invalid", origin, `\`${name}\`: ${read.problem}`, "give a value of that type");
  return value;
}

/** The values of a request by the names that parameters have here, as what every policy that reads them takes them for. */
export function toContext(context: JsonObject, origin: Origin, { model, names, refusals }: TupleSite): JsonObject {
  const values = Object.entries(context).flatMap(([given, value]) => {
    const called = names.get(given);
    // Why: there, a request may hold what no caveat reads; here it would be a mistake.
    if (called === undefined) return [];
    const parameters = model.policies.flatMap((policy) => policy.parameters.filter(({ name }) => name === called));
    const [first] = parameters;
    if (first === undefined) return [[called, value] as const];
    const readings = parameters.map(({ type }) => coerceValue(value, type));
    const fitting = readings.find((each) => "value" in each);
    return [[called, fitting === undefined ? coerced(value, first, origin, refusals) : fitting.value] as const];
  });
  return fromEntries(values);
}
