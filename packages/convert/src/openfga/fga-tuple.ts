import {
  fromEntries,
  idProblem,
  isJsonObject,
  own,
  refusal,
  WILDCARD,
  type Json,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
  type ValueType,
} from "@relata/model";

import { renamed } from "../cel/parameter-names.ts";

/** A tuple as OpenFGA writes it. */
export interface FgaTuple {
  readonly user: string;
  readonly relation: string;
  readonly object: string;
  readonly condition?: { readonly name: string; readonly context: JsonObject };
}

/** What is wrong, as the end of a sentence. */
export interface FgaProblem {
  readonly problem: string;
}

/** The model that tuples are for, and what it calls the parameters of the source. */
export interface FgaTarget {
  readonly index: ModelIndex;
  readonly parameters: ReadonlyMap<string, string>;
}

/** A tuple that the model admits, or why it is none. */
export function convertTuple(tuple: FgaTuple, target: FgaTarget): Tuple | FgaProblem {
  const object = objectOf(tuple.object);
  const subject = subjectOf(tuple.user);
  if ("problem" in object) return object;
  if ("problem" in subject) return subject;
  const { condition } = tuple;
  const policy =
    condition === undefined ? {} : { policy: { name: condition.name, parameters: parametersOf(condition, target) } };
  const converted = { object, relation: tuple.relation, subject, ...policy };
  const refused = refusal(target.index, converted);
  return refused === undefined ? converted : { problem: refused.message };
}

/** `document:1`. The type ends at the first colon. A wildcard is no object: here it would stand for all objects of the type. */
export function objectOf(text: string): ObjectRef | FgaProblem {
  const colon = text.indexOf(":");
  if (colon < 1) return { problem: `\`${text}\` is not an object such as \`document:1\`` };
  const id = text.slice(colon + 1);
  if (id === WILDCARD) return { problem: `\`${text}\` is not an object: there is no wildcard of objects` };
  const problem = idProblem(id);
  return problem === undefined
    ? { type: text.slice(0, colon), id }
    : { problem: `\`${text}\` is not an object: ${problem}` };
}

/** `user:anne`, `user:*`, `group:eng#member`. */
export function subjectOf(text: string): SubjectRef | FgaProblem {
  const hash = text.indexOf("#");
  const object = text.slice(0, hash === -1 ? text.length : hash);
  if (hash === -1 && /^[^:]+:\*$/.test(object)) return { type: object.slice(0, -2), id: WILDCARD };
  const read = objectOf(object);
  if ("problem" in read) return { problem: `\`${text}\` is not a user such as \`user:anne\` or \`group:eng#member\`` };
  return hash === -1 ? read : { ...read, relation: text.slice(hash + 1) };
}

function parametersOf(
  { name, context }: { readonly name: string; readonly context: JsonObject },
  target: FgaTarget,
): JsonObject {
  const types = new Map(target.index.policies.get(name)?.parameters.map((each) => [each.name, each.type]));
  const given = renamed(context, target.parameters);
  return fromEntries(Object.entries(given).map(([each, value]) => [each, asType(value, types.get(each))]));
}

/**
 * What a request supplies, as OpenFGA reads it: by the names and types of parameters. Where policies type one name differently, the
 * value stays as it is given. What no policy reads says nothing, and is left out.
 */
export function requestContext(context: JsonObject, { index, parameters }: FgaTarget): JsonObject {
  const types = new Map<string, ValueType | undefined>();
  for (const policy of index.policies.values())
    for (const { name, type } of policy.parameters)
      types.set(name, types.has(name) && types.get(name)?.kind !== type.kind ? undefined : type);
  return fromEntries(
    Object.entries(renamed(context, parameters))
      .filter(([name]) => types.has(name))
      .map(([name, value]) => [name, asType(value, types.get(name))]),
  );
}

/** Why: OpenFGA takes text for a number. What is none stays text, and fails here as it does there. */
function asType(value: Json, type: ValueType | undefined): Json {
  switch (type?.kind) {
    case "int":
    case "uint":
    case "number":
      return typeof value === "string" && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value)
        ? finite(value)
        : value;
    case "list":
      return Array.isArray(value) ? value.map((each: Json) => asType(each, type.of)) : value;
    case "map":
      if (!isJsonObject(value)) return value;
      return fromEntries(Object.keys(value).map((key) => [key, asType(own(value, key) ?? null, type.of)]));
    default:
      return value;
  }
}

function finite(text: string): Json {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
