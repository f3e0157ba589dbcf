import { toCircumstances, toSubjects, toType, type Relata, type SubjectInput } from "@relata/core";
import {
  didYouMean,
  Failure,
  formatInstant,
  indexModel,
  isJsonObject,
  type Instant,
  type JsonObject,
  type ModelIndex,
  type SubjectRef,
} from "@relata/model";
import type { RulesInput } from "./rules-for.ts";

/** A question that every part of the rules is asked by: of one state, and at one instant. */
export interface Asked {
  readonly index: ModelIndex;
  readonly subjects: readonly SubjectRef[];
  readonly now: Instant;
  readonly context: JsonObject;
  readonly maxObjects: number;
  /** By type, in the order of the model. */
  readonly permissions: ReadonlyMap<string, readonly string[]>;
  readonly question: Circumstances;
}

/** What stands beside each question. */
export interface Circumstances {
  readonly subject: { readonly allOf: readonly SubjectRef[] };
  readonly context: JsonObject;
  readonly now: string;
  readonly consistency: { readonly exactly: string };
}

const MAX_OBJECTS = 1_000;

/** @throws Failure `invalid_question`, `invalid_reference`, `unknown_type`, `unknown_permission`, `unknown_relation` */
export function askedOf(
  { model, foundation }: Pick<Relata, "model" | "foundation">,
  subject: SubjectInput,
  input: RulesInput,
  token: string,
): Asked {
  const index = indexModel(model);
  if (!isJsonObject(input)) throw new Failure("invalid_question", "what rules are to be of is an object: `{ types }`");
  const { types, permissions, maxObjects = MAX_OBJECTS } = input;
  const { context, now } = toCircumstances(input, foundation.present);
  if (!Number.isSafeInteger(maxObjects) || maxObjects < 0)
    throw new Failure("invalid_question", "`maxObjects` is a whole number, from 0 on");
  const subjects = toSubjects(index, subject);
  return {
    index,
    subjects,
    now,
    context,
    maxObjects,
    permissions: permissionsOf(index, types, permissions),
    question: { subject: { allOf: subjects }, context, now: formatInstant(now), consistency: { exactly: token } },
  };
}

function permissionsOf(
  index: ModelIndex,
  types: readonly string[],
  wanted: readonly string[] | undefined,
): ReadonlyMap<string, readonly string[]> {
  if (!Array.isArray(types)) throw new Failure("invalid_question", "`types` is a list of types");
  if (wanted !== undefined && !Array.isArray(wanted))
    throw new Failure("invalid_question", "`permissions` is a list of permissions");
  const all = new Map(types.map((type: string) => [type, namesOf(index, type)]));
  const there = new Set([...all.values()].flat());
  const stray = wanted?.find((name) => !there.has(name));
  if (stray !== undefined)
    throw new Failure(
      "unknown_permission",
      `none of \`types\` has a permission \`${stray}\`${didYouMean(stray, there)}`,
    );
  return new Map([...all].map(([type, names]) => [type, names.filter((name) => wanted?.includes(name) ?? true)]));
}

function namesOf(index: ModelIndex, type: string): readonly string[] {
  return [...(index.types.get(toType(index, type))?.permissions.keys() ?? [])];
}
