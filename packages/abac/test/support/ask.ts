import {
  FALSE,
  indexModel,
  instantFromMs,
  TRUE,
  type Instant,
  type Json,
  type JsonObject,
  type ModelIndex,
  type Parameter,
  type Policy,
  type ValueType,
} from "@relata/model";
import { compilePolicy, policyProblems, type PolicyVerdict } from "@relata/abac";

export type Types = { readonly [name: string]: ValueType };

/** What a test declares and supplies; all of it has a default. */
export interface Situation {
  readonly attributes?: Types;
  readonly contextTypes?: Types;
  readonly parameterTypes?: Types;
  readonly tupleParameters?: readonly string[];
  readonly required?: readonly string[];
  readonly resource?: JsonObject;
  readonly subject?: JsonObject;
  readonly context?: JsonObject;
  readonly parameters?: JsonObject;
  readonly action?: string;
  readonly now?: Instant;
}

/** Attributes that most tests read: one for every kind of type. */
export const ATTRIBUTES: Types = {
  flag: { kind: "boolean" },
  other: { kind: "boolean" },
  amount: { kind: "number" },
  limit: { kind: "number" },
  name: { kind: "string" },
  owner: { kind: "string" },
  anything: { kind: "any" },
  something: { kind: "any" },
  count: { kind: "int" },
  size: { kind: "uint" },
  status: { kind: "enum", values: ["draft", "sent", "paid"] },
  shape: { kind: "enum", values: ["round", "square"] },
  since: { kind: "timestamp" },
  until: { kind: "timestamp" },
  lasts: { kind: "duration" },
  address: { kind: "ipaddress" },
  tags: { kind: "list", of: { kind: "string" } },
  numbers: { kind: "list", of: { kind: "number" } },
  days: { kind: "list", of: { kind: "timestamp" } },
  items: { kind: "list", of: { kind: "map", of: { kind: "number" } } },
  labels: { kind: "map", of: { kind: "string" } },
  deep: { kind: "map", of: { kind: "map", of: { kind: "number" } } },
};

export const DAY = instantFromMs(Date.UTC(2026, 0, 15));

export function modelOf({ attributes = ATTRIBUTES, contextTypes = ATTRIBUTES }: Situation = {}): ModelIndex {
  return indexModel({
    version: 1,
    types: [
      {
        name: "thing",
        attributes: Object.entries(attributes).map(([name, type]) => ({ name, type, trusted: false })),
        relations: [],
        permissions: [],
      },
    ],
    policies: [],
    context: Object.entries(contextTypes).map(([name, type]) => ({ name, type })),
  });
}

export function policyOf(
  body: Json,
  { parameterTypes = {}, tupleParameters = [], required = [] }: Situation = {},
): Policy {
  const parameters: Parameter[] = Object.entries(parameterTypes).map(([name, type]) => ({
    name,
    type,
    tuple: tupleParameters.includes(name),
  }));
  return { name: "tested", parameters, required, body };
}

/** The verdict of the body in the situation. */
export function ask(body: Json, situation: Situation = {}): PolicyVerdict {
  const { resource = {}, subject = {}, context = {}, parameters = {}, action = "read", now = DAY } = situation;
  const compiled = compilePolicy(policyOf(body, situation), modelOf(situation));
  return compiled({ resource, subject, context, parameters, action, now });
}

/** The verdict in a word, or the code of its problem in brackets. */
export function answer(body: Json, situation: Situation = {}): string {
  const { truth, problem } = ask(body, situation);
  if (problem !== undefined) return `[${problem.code}]`;
  return truth === TRUE ? "true" : truth === FALSE ? "false" : "unknown";
}

/** The verdict over attributes of the resource, in a word. */
export function over(resource: JsonObject, body: Json): string {
  return answer(body, { resource });
}

/** `{"var": "resource.<name>"}`. */
export function attribute(name: string): Json {
  return { var: `resource.${name}` };
}

export function problemsOf(body: Json, situation: Situation = {}): readonly { pointer: string; message: string }[] {
  return policyProblems(policyOf(body, situation), modelOf(situation));
}

/** The messages of all problems, one a line, each behind its pointer. */
export function complaint(body: Json, situation: Situation = {}): string {
  return problemsOf(body, situation)
    .map(({ pointer, message }) => `${pointer}: ${message}`)
    .join("\n");
}
