import type { JsonObject, ObjectRef, SubjectRef, Tuple } from "@relata/model";

import type { ConvertedCheck, ConvertedObjects, ConvertedSubjects, ConvertedTest } from "../converted.ts";
import type { Sourced } from "../sourced/sourced.ts";
import { objectOf, requestContext, subjectOf, type FgaProblem, type FgaTarget } from "./fga-tuple.ts";

/** The tests of a store file, with tuples of their own as `tuplesOf` reads them. */
export function readFgaTests(
  tests: Sourced,
  target: FgaTarget,
  tuplesOf: (test: Sourced) => readonly Tuple[],
): readonly ConvertedTest[] {
  return tests.list().map((test, i) => ({
    name: test.field("name")?.text() ?? `test ${i + 1}`,
    tuples: tuplesOf(test),
    checks: (test.field("check")?.list() ?? []).flatMap((each) => readChecks(each, target)),
    objects: (test.field("list_objects")?.list() ?? []).flatMap((each) => readObjects(each, target)),
    subjects: (test.field("list_users")?.list() ?? []).flatMap((each) => readSubjects(each, target)),
  }));
}

/** One entry asks each of its users about each of its objects. */
function readChecks(value: Sourced, target: FgaTarget): readonly ConvertedCheck[] {
  const subjects = oneOrMore(value, "user", "users").flatMap((each) => reference(each, subjectOf));
  const objects = oneOrMore(value, "object", "objects").flatMap((each) => reference(each, objectOf));
  const context = contextOf(value, target);
  return (value.field("assertions")?.entries() ?? []).flatMap(([permission, holds]) => {
    const expected = holds.boolean() === true ? "allowed" : "denied";
    return subjects.flatMap((subject) =>
      objects
        .filter((object) => isKnown(object, permission, holds, target))
        .map((object): ConvertedCheck => ({ subject, permission, object, context, expected })),
    );
  });
}

function readObjects(value: Sourced, target: FgaTarget): readonly ConvertedObjects[] {
  const [subject] = oneOrMore(value, "user", "users").flatMap((each) => reference(each, subjectOf));
  const type = value.field("type")?.text();
  if (subject === undefined || type === undefined) return [];
  const context = contextOf(value, target);
  return (value.field("assertions")?.entries() ?? [])
    .filter(([permission, listed]) => isKnown({ type }, permission, listed, target))
    .map(([permission, listed]) => {
      const allowed = listed.list().flatMap((each) => reference(each, objectOf));
      return { subject, permission, type, context, allowed, conditional: [] };
    });
}

/** OpenFGA names no exceptions of a wildcard, and asks for one kind of users at a time. */
function readSubjects(value: Sourced, target: FgaTarget): readonly ConvertedSubjects[] {
  const [object] = oneOrMore(value, "object", "objects").flatMap((each) => reference(each, objectOf));
  const filters = value.field("user_filter")?.list() ?? [];
  if (object === undefined) return [];
  const context = contextOf(value, target);
  return filters.slice(0, 1).flatMap((filter) => {
    const type = filter.field("type")?.text();
    const relation = filter.field("relation")?.text();
    if (type === undefined) return [];
    return (value.field("assertions")?.entries() ?? [])
      .filter(([permission, listed]) => isKnown(object, permission, listed, target))
      .map(([permission, listed]): ConvertedSubjects => {
        const users = listed.isList ? listed : listed.field("users");
        const allowed = (users?.list() ?? []).flatMap((each) => reference(each, subjectOf));
        return {
          object,
          permission,
          type,
          ...(relation !== undefined && { relation }),
          context,
          allowed,
          conditional: [],
        };
      });
  });
}

/** Why refused: a test about a name that there is not would only state that nobody holds it. */
function isKnown({ type }: Pick<ObjectRef, "type">, name: string, at: Sourced, { index }: FgaTarget): boolean {
  if (index.types.get(type)?.rewrites.has(name) === true) return true;
  at.refuse(`type \`${type}\` has no relation \`${name}\``, "mend the name");
  return false;
}

function oneOrMore(value: Sourced, one: string, many: string): readonly Sourced[] {
  const single = value.field(one);
  const all = [...(single === undefined ? [] : [single]), ...(value.field(many)?.list() ?? [])];
  if (all.length === 0) value.refuse(`\`${one}\` is missing`);
  return all;
}

function reference<T extends ObjectRef | SubjectRef>(
  value: Sourced,
  read: (text: string) => T | FgaProblem,
): readonly T[] {
  const text = value.text();
  if (text === undefined) return [];
  const result = read(text);
  if (!("problem" in result)) return [result];
  value.refuse(result.problem, "mend the reference");
  return [];
}

function contextOf(value: Sourced, target: FgaTarget): JsonObject {
  return requestContext(value.field("context")?.object() ?? {}, target);
}
