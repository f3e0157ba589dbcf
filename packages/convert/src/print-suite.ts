import { formatObject, formatSubject, formatTuple, WILDCARD, type JsonObject } from "@relata/model";
import { stringify } from "yaml";

import type {
  ConvertedCheck,
  ConvertedObjects,
  ConvertedSubjects,
  ConvertedSuite,
  ConvertedTest,
} from "./converted.ts";

/** What a suite is written with: paths relative to it. */
export interface SuitePaths {
  readonly model: string;
  /** The file of the store's tuples; left out where there are none. */
  readonly tuples?: string;
}

const KEY_OF = { allowed: "allow", denied: "deny", conditional: "conditional" } as const;

/**
 * A suite as a file of `@relata/testing`; undefined where no test of it expects anything. A list that a wildcard is in, and of which the
 * source does not tell the exceptions, becomes checks: that each of its entries holds.
 */
export function printSuite({ tests }: ConvertedSuite, { model, tuples }: SuitePaths): string | undefined {
  const written = tests.map(testOf).filter((test) => "checks" in test || "objects" in test || "subjects" in test);
  if (written.length === 0) return undefined;
  return stringify(
    { model, ...(tuples !== undefined && { tuples }), tests: written },
    { lineWidth: 120, aliasDuplicateObjects: false },
  );
}

function testOf({ name, tuples, checks, objects, subjects }: ConvertedTest) {
  const lists = subjects.filter((list) => !isOpen(list));
  const asked = [...checks, ...subjects.filter(isOpen).flatMap(checksOf)];
  return {
    name,
    ...(tuples.length > 0 && { tuples: tuples.map(formatTuple) }),
    ...(asked.length > 0 && { checks: grouped(asked) }),
    ...(objects.length > 0 && { objects: objects.map(objectsOf) }),
    ...(lists.length > 0 && { subjects: lists.map(subjectsOf) }),
  };
}

function isOpen({ allowed, conditional, denied }: ConvertedSubjects): boolean {
  return denied === undefined && [...allowed, ...conditional].some(({ id }) => id === WILDCARD);
}

function checksOf({ object, permission, context, allowed, conditional }: ConvertedSubjects): readonly ConvertedCheck[] {
  const check = { object, permission, context };
  return [
    ...allowed.map((subject) => ({ ...check, subject, expected: "allowed" as const })),
    ...conditional.map((subject) => ({ ...check, subject, expected: "conditional" as const })),
  ];
}

/** Checks of one subject and object with the same context are one entry, whose outcomes list permissions. */
function grouped(checks: readonly ConvertedCheck[]): readonly object[] {
  const groups = new Map<string, ConvertedCheck[]>();
  for (const check of checks) {
    const key = JSON.stringify([check.subject, check.object, check.context]);
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const outcomes = (["allowed", "denied", "conditional"] as const).flatMap((outcome) => {
      const names = [
        ...new Set(group.filter(({ expected }) => expected === outcome).map(({ permission }) => permission)),
      ];
      return names.length === 0 ? [] : [[KEY_OF[outcome], names.length === 1 ? names[0] : names] as const];
    });
    const { subject, object, context } = first;
    const asked = { subject: formatSubject(subject), object: formatObject(object), ...contextOf(context) };
    return [{ ...asked, ...Object.fromEntries(outcomes) }];
  });
}

function objectsOf({ subject, permission, type, context, allowed, conditional }: ConvertedObjects) {
  const are = listOf(allowed.map(formatObject), conditional.map(formatObject), []);
  return { subject: formatSubject(subject), permission, type, ...contextOf(context), are };
}

function subjectsOf({
  object,
  permission,
  type,
  relation,
  context,
  allowed,
  conditional,
  denied = [],
}: ConvertedSubjects) {
  const kind = relation === undefined ? type : `${type}#${relation}`;
  const are = listOf(allowed.map(formatSubject), conditional.map(formatSubject), denied.map(formatSubject));
  return { object: formatObject(object), permission, type: kind, ...contextOf(context), are };
}

function listOf(allowed: readonly string[], conditional: readonly string[], denied: readonly string[]) {
  if (conditional.length === 0 && denied.length === 0) return allowed;
  return { allowed, ...(conditional.length > 0 && { conditional }), ...(denied.length > 0 && { denied }) };
}

function contextOf(context: JsonObject): { readonly context?: JsonObject } {
  return Object.keys(context).length === 0 ? {} : { context };
}
