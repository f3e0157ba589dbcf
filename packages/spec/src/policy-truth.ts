import {
  FALSE,
  indexModel,
  isJsonObject,
  isSubjectSet,
  own,
  parseInstant,
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
import { known, meaning, type Outlook, type Term } from "./policy-term.ts";
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
 * The truth of a policy over Kleene's three values, as `meaning` has it. Absent is unknown; a value that is not of its
 * declared type fails, and counts as unknown. While a required path is absent, so is the truth.
 */
export function policyTruth(world: World, question: Asked, subject: SubjectRef, place: PolicyPlace): PolicyTruth {
  const policy = indexModel(world.model).policies.get(place.name) as Policy;
  const find = (path: string) => found(path, world, question, subject, policy, place);
  const outlook: Outlook = {
    read: (path) => (path === "now" ? known(question.now) : read(find(path))),
    has: (path) => present(path, find),
  };
  const absent = policy.required.map(find).filter(({ value }) => value === undefined);
  const body = meaning(policy.body, outlook);
  if (body.known && absent.length === 0)
    return { truth: body.value === true ? TRUE : FALSE, missing: [], failed: false };
  const { missing, failed } = body.known ? { missing: [], failed: false } : body;
  return { truth: UNKNOWN, missing: [...missing, ...absent.map(({ label }) => label)], failed };
}

/** What stands at a name: its value as it is given, the type that it is declared with, and how a report names it. */
interface Found {
  readonly label: string;
  readonly value: Json | undefined;
  readonly type: ValueType | undefined;
}

function read({ label, value, type }: Found): Term {
  if (value === undefined) return { known: false, missing: [label], failed: false };
  const fitted = fit(value, type);
  return fitted === undefined ? { known: false, missing: [], failed: true } : known(fitted);
}

/** A third step of a path is a key of a map, and only there can a value be known to be absent. */
function present(path: string, find: (path: string) => Found): Term {
  const [root = "", name = "", key] = path.split(".");
  const { value } = find(key === undefined ? path : `${root}.${name}`);
  if (value === undefined) return { known: false, missing: [path], failed: false };
  if (key === undefined) return known(true);
  return isJsonObject(value) ? known(Object.hasOwn(value, key)) : { known: false, missing: [], failed: true };
}

/** The value as its type has it; undefined where it is none of these. Random worlds use no other types. */
function fit(value: Json, type: ValueType | undefined): unknown {
  switch (type?.kind) {
    case "list":
      return Array.isArray(value) && value.every((item: Json) => fit(item, type.of) !== undefined) ? value : undefined;
    case "map":
      return isJsonObject(value) && Object.values(value).every((item) => fit(item, type.of) !== undefined)
        ? value
        : undefined;
    case "any":
      return value;
    case "timestamp":
      return typeof value === "string" ? parseInstant(value) : undefined;
    default:
      return typeof value === type?.kind ? value : undefined;
  }
}

function found(
  path: string,
  world: World,
  question: Asked,
  subject: SubjectRef,
  policy: Policy,
  { parameters, object }: PolicyPlace,
): Found {
  const [root, name = ""] = path.split(".") as [string, string?];
  const type = attributeType(world, name);
  switch (root) {
    case "resource":
      return { label: path, value: attribute(world, object, name, question), type };
    case "subject":
      return { label: path, value: isSubjectSet(subject) ? undefined : attribute(world, subject, name), type };
    case "context": {
      const field = world.model.context.find((candidate) => candidate.name === name);
      return { label: path, value: own(question.context, name), type: field?.type };
    }
    default: {
      const parameter = policy.parameters.find((candidate) => candidate.name === root);
      const fromRequest = parameter?.tuple === true ? undefined : own(question.context, root);
      const label = parameter?.tuple === true ? root : `context.${root}`;
      return { label, value: own(parameters, root) ?? fromRequest, type: parameter?.type };
    }
  }
}

/** Stored attributes win; supplied ones count for the object asked about only, and never if they are trusted. */
function attribute(world: World, object: ObjectRef, name: string, question?: Asked): Json | undefined {
  const stored = world.attributes.find((entry) => sameObject(entry.object, object));
  const value = own(stored?.values, name);
  if (value !== undefined || question === undefined || !sameObject(object, question.object)) return value;
  const type = world.model.types.find((definition) => definition.name === object.type);
  const trusted = type?.attributes.find((declared) => declared.name === name)?.trusted === true;
  return trusted ? undefined : own(question.resource, name);
}

function attributeType(world: World, name: string): ValueType | undefined {
  return world.model.types.flatMap(({ attributes }) => attributes).find((declared) => declared.name === name)?.type;
}
