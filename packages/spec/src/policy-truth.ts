import {
  and,
  FALSE,
  indexModel,
  isSubjectSet,
  not,
  or,
  own,
  sameJson,
  sameObject,
  TRUE,
  UNKNOWN,
  type Json,
  type JsonObject,
  type ObjectRef,
  type Policy,
  type SubjectRef,
  type Truth,
  type ValueType,
} from "@relata/model";
import type { World, WorldQuestion } from "./world.ts";

type Asked = Omit<WorldQuestion, "permission">;

/** What a policy's truth is, what it waits for, and whether a value it met was of the wrong type. */
export interface PolicyTruth {
  readonly truth: Truth;
  readonly missing: readonly string[];
  readonly failed: boolean;
}

/** The policy, the parameters of the tuple that carries it, and the object where it stands. */
export interface PolicyPlace {
  readonly name: string;
  readonly parameters: JsonObject;
  readonly object: ObjectRef;
}

/**
 * The truth of a policy, for the operators that random worlds and scenarios use (`var`, `==`, `!=`, `<`, `<=`, `>`,
 * `>=`, `and`, `or`, `!`), each over Kleene's three values. Absent is unknown; a value that is not of its declared type
 * fails, and counts as unknown.
 */
export function policyTruth(world: World, question: Asked, subject: SubjectRef, place: PolicyPlace): PolicyTruth {
  const policy = indexModel(world.model).policies.get(place.name) as Policy;
  const read = (path: string) => valueAt(path, world, question, subject, policy, place);
  const absent = policy.required.filter((path) => read(path).kind === "missing");
  const answer = evaluate(policy.body, read);
  if (absent.length === 0) return answer;
  return {
    truth: UNKNOWN,
    missing: [...answer.missing, ...absent.map((path) => read(path).path)],
    failed: answer.failed,
  };
}

type Value =
  | { readonly kind: "value"; readonly value: Json; readonly path: string }
  | { readonly kind: "missing" | "failed"; readonly path: string };

function evaluate(rule: Json, read: (path: string) => Value): PolicyTruth {
  const [operator, operands] = Object.entries(rule as JsonObject)[0] as [string, Json];
  const parts = operands as readonly Json[];
  if (operator === "and" || operator === "or" || operator === "!") {
    const truths = parts.map((part) => evaluate(part, read));
    return combine(operator, truths);
  }
  const values = parts.map((part) => operand(part, read));
  const missing = values.flatMap((value) => (value.kind === "missing" ? [value.path] : []));
  const failed = values.some((value) => value.kind === "failed");
  if (missing.length > 0 || failed) return { truth: UNKNOWN, missing, failed };
  const [a, b] = values.map((value) => (value.kind === "value" ? value.value : null)) as [Json, Json];
  return { truth: compare(operator, a, b) ? TRUE : FALSE, missing: [], failed: false };
}

function combine(operator: "and" | "or" | "!", parts: readonly PolicyTruth[]): PolicyTruth {
  const truths = parts.map((part) => part.truth);
  const truth =
    operator === "and" ? truths.reduce(and) : operator === "or" ? truths.reduce(or) : not(truths[0] as Truth);
  const waiting = truth === UNKNOWN ? parts.filter((part) => part.truth === UNKNOWN) : [];
  return { truth, missing: waiting.flatMap(({ missing }) => missing), failed: waiting.some(({ failed }) => failed) };
}

function operand(part: Json, read: (path: string) => Value): Value {
  return typeof part === "object" && part !== null
    ? read((part as { var: string }).var)
    : { kind: "value", value: part, path: "" };
}

function compare(operator: string, a: Json, b: Json): boolean {
  switch (operator) {
    case "==":
      return sameJson(a, b);
    case "!=":
      return !sameJson(a, b);
    case "<":
      return (a as number) < (b as number);
    case "<=":
      return (a as number) <= (b as number);
    case ">":
      return (a as number) > (b as number);
    default:
      return (a as number) >= (b as number);
  }
}

function valueAt(
  path: string,
  world: World,
  question: Asked,
  subject: SubjectRef,
  policy: Policy,
  { parameters, object }: PolicyPlace,
): Value {
  const [root, name] = path.split(".") as [string, string?];
  if (root === "resource") return typed(path, attribute(world, object, name, question), attributeType(world, name));
  if (root === "subject") {
    return typed(path, isSubjectSet(subject) ? undefined : attribute(world, subject, name), attributeType(world, name));
  }
  if (root === "context") {
    return typed(
      path,
      own(question.context, name ?? ""),
      world.model.context.find((field) => field.name === name)?.type,
    );
  }
  const parameter = policy.parameters.find((candidate) => candidate.name === root);
  const fromRequest = parameter?.tuple === true ? undefined : own(question.context, root);
  return typed(
    parameter?.tuple === true ? root : `context.${root}`,
    own(parameters, root) ?? fromRequest,
    parameter?.type,
  );
}

/** Stored attributes win; supplied ones count for the object asked about only, and never if they are trusted. */
function attribute(world: World, object: ObjectRef, name = "", question?: Asked): Json | undefined {
  const stored = world.attributes.find((entry) => sameObject(entry.object, object));
  const value = own(stored?.values, name);
  if (value !== undefined || question === undefined || !sameObject(object, question.object)) return value;
  const type = world.model.types.find((definition) => definition.name === object.type);
  const trusted = type?.attributes.find((declared) => declared.name === name)?.trusted === true;
  return trusted ? undefined : own(question.resource, name);
}

function attributeType(world: World, name = ""): ValueType | undefined {
  return world.model.types.flatMap(({ attributes }) => attributes).find((declared) => declared.name === name)?.type;
}

/** Random worlds use numbers and text only. */
function typed(path: string, value: Json | undefined, type: ValueType | undefined): Value {
  if (value === undefined) return { kind: "missing", path };
  return typeof value === type?.kind ? { kind: "value", value, path } : { kind: "failed", path };
}
