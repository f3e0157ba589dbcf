import { formatSubject, isWildcard, type ObjectRef, type SubjectRef } from "@relata/model";

import type { ConvertedCheck, ConvertedSubjects } from "../../converted.ts";
import type { Line } from "./in-place.ts";
import { readQuestion } from "./read-question.ts";
import type { ExpectedRelations } from "./read-validation.ts";
import type { TupleSite } from "./to-tuples.ts";

export interface ExpectedAnswers {
  readonly checks: readonly ConvertedCheck[];
  readonly subjects: readonly ConvertedSubjects[];
  /** Of which nothing could be asked: what these answer hangs on caveats. */
  readonly caveated: readonly Line[];
}

/** One row: `[user:* - {user:x}] is <document:1#viewer>`. Where a caveat stands anywhere, it says only who might. */
interface Row {
  readonly subject: SubjectRef;
  readonly except: readonly SubjectRef[];
  readonly caveated: boolean;
  readonly line: Line;
}

const ROW = /^\[(?<subject>[^\s[\]{}]+)(?<caveat>\[\.\.\.\])?(?:\s+-\s+\{(?<except>[^{}]*)\})?\](?:\s+is\s+.*)?$/;

/**
 * Expected relations as questions. They name all who hold a permission, caveats not evaluated: so of a type without any caveats they are a
 * list of its subjects; of a subject set, and beside caveats, they are checks of those that hold it whatever a request gives.
 *
 * Refusals: `source_syntax`, `source_invalid`.
 */
export function readExpected({ key, rows }: ExpectedRelations, site: TupleSite): ExpectedAnswers {
  const read = rows.flatMap((line) => readRow(line, site) ?? []);
  const sets = read.filter(({ subject }) => subject.relation !== undefined);
  const plain = read.filter(({ subject }) => subject.relation === undefined);
  // Why all types where there is no row: then nobody of any type holds it.
  const types = new Set(rows.length === 0 ? subjectTypes(site) : plain.map(({ subject }) => subject.type));
  const asked = readQuestion(`${key.text}@${anySubject(site)}`, key.origin, site);
  if (asked === undefined) return { checks: [], subjects: [], caveated: [] };
  const { object, permission } = asked;
  const checks = sets.filter(({ caveated }) => !caveated).map((row) => checkOf(row, object, permission));
  const subjects: ConvertedSubjects[] = [];
  const caveated = sets.filter((row) => row.caveated).map(({ line }) => line);
  for (const type of types) {
    const ofType = plain.filter(({ subject }) => subject.type === type);
    if (ofType.some((row) => row.caveated)) {
      const sure = ofType.filter((row) => !row.caveated && !isWildcard(row.subject));
      checks.push(...sure.map((row) => checkOf(row, object, permission)));
      caveated.push(...ofType.filter((row) => row.caveated).map(({ line }) => line));
    } else subjects.push(listOf(ofType, type, object, permission));
  }
  return { checks, subjects, caveated };
}

/** The types of which subjects stand by themselves somewhere. */
function subjectTypes({ model }: TupleSite): readonly string[] {
  const kinds = model.types.flatMap(({ relations }) => relations.flatMap(({ subjects }) => subjects));
  return kinds.filter(({ relation }) => relation === undefined).map(({ type }) => type);
}

function checkOf({ subject }: Row, object: ObjectRef, permission: string): ConvertedCheck {
  return { subject, object, permission, context: {}, expected: "allowed" };
}

function listOf(rows: readonly Row[], type: string, object: ObjectRef, permission: string): ConvertedSubjects {
  const allowed = rows.map(({ subject }) => subject);
  const named = new Set(allowed.map(formatSubject));
  // Why without those that are named: whoever stands beside the wildcard holds it, whatever is taken from the wildcard.
  const denied = rows.flatMap(({ except }) => except).filter((subject) => !named.has(formatSubject(subject)));
  return { object, permission, type, context: {}, allowed, conditional: [], denied };
}

function readRow(line: Line, site: TupleSite): Row | undefined {
  const groups = ROW.exec(line.text)?.groups;
  const subject = groups === undefined ? undefined : parseRowSubject(groups["subject"] ?? "");
  if (groups === undefined || subject === undefined) {
    const hint = "write `[user:a] is <document:1#viewer>`";
    site.refusals.refuse("source_syntax", line.origin, `\`${line.text}\` is no expected relation`, hint);
    return undefined;
  }
  const except = (groups["except"] ?? "").split(",").map((each) => each.trim());
  const caveated = groups["caveat"] !== undefined || except.some((each) => each.endsWith("[...]"));
  return { subject, caveated, line, except: except.flatMap((each) => parseRowSubject(each) ?? []) };
}

function parseRowSubject(text: string): SubjectRef | undefined {
  const match = /^([^\s:#[\]]+):([^\s#[\]]+)(?:#([^\s[\]]+))?(?:\[\.\.\.\])?$/.exec(text);
  if (match === null) return undefined;
  const [, type = "", id = "", relation] = match;
  return { type, id, ...(relation !== undefined && relation !== "..." && { relation }) };
}

/** Why: a key names an object and a permission alone, and is looked up as a question is. */
function anySubject({ model }: TupleSite): string {
  return `${model.types[0]?.name ?? "nobody"}:nobody`;
}
