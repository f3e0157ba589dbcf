import type { ConvertedCheck, Converted } from "@relata/convert";
import { isFailure, type Relata, type View } from "@relata/core";
import { formatObject, formatSubject, formatTuple, type Outcome } from "@relata/model";
import type { Golden } from "./golden.ts";
import { outcomeOf, outcomesOfListed, outcomesOfRows } from "./outcomes-of.ts";

/** One question of a case that was answered otherwise than expected. */
export interface Difference {
  readonly question: string;
  readonly expected: string;
  readonly got: string;
}

export interface CaseRun {
  readonly passed: number;
  readonly differences: readonly Difference[];
}

/** The engine asked over the store itself, and the state of the store that many questions are asked of at once. */
interface Asked {
  readonly relata: Relata;
  readonly view: View;
  readonly tally: Tally;
}

/**
 * Writes the tuples of a case to a store, and asks it everything that the case answers: each assertion as a check and in both lists, with
 * the values that it gives; and, without any values, each answer of another engine as a check, the lists of objects that follow from
 * them, and its lists of subjects.
 */
export async function runCase(
  { tuples, suites }: Converted,
  golden: Golden | undefined,
  relata: Relata,
): Promise<CaseRun> {
  if (tuples.length > 0) await relata.write({ touch: tuples.map(formatTuple) });
  const asked: Asked = { relata, view: await relata.at({ consistency: "latest" }), tally: new Tally() };
  for (const { tests } of suites) {
    for (const { checks, subjects } of tests) {
      for (const check of checks) await assertion(check, asked);
      for (const list of subjects) {
        const { object, permission, type, context } = list;
        const found = await relata.listSubjects({ object, permission, type, context });
        asked.tally.same(
          `the subjects of type ${type} with ${permission} on ${formatObject(object)}`,
          listText([
            ...list.allowed.map(formatSubject),
            ...(list.denied ?? []).map((each) => `not ${formatSubject(each)}`),
          ]),
          listText(found.flatMap(({ reference, except = [] }) => [reference, ...except.map((each) => `not ${each}`)])),
        );
      }
    }
  }
  if (golden !== undefined) askGolden(golden, asked);
  return asked.tally;
}

/** As a check over the store, and as what the lists of objects and of subjects say of it. */
async function assertion(check: ConvertedCheck, { relata, tally }: Asked): Promise<void> {
  const { subject, object, permission, context, expected } = check;
  const given = Object.keys(context).length === 0 ? "" : ` with ${JSON.stringify(context)}`;
  const question = `${formatObject(object)}#${permission}@${formatSubject(subject)}${given}`;
  await tally.ask(
    question,
    expected,
    async () => (await relata.check({ subject, object, permission, context })).outcome,
  );
  await tally.ask(`${question}, among the objects`, expected, async () => {
    const found = await relata.listObjects({ subject, permission, type: object.type, context });
    return outcomeOf(outcomesOfListed(found, idIn(object.type)), object.id);
  });
  if (subject.id === "*") return;
  await tally.ask(`${question}, among the subjects`, expected, async () => {
    const found = await relata.listSubjects({ object, permission, type: kindOf(subject), context });
    return outcomeOf(outcomesOfListed(found, idIn(subject.type)), subject.id);
  });
}

function askGolden({ checks, lists }: Golden, { view, tally }: Asked): void {
  const objects = new Map<string, { readonly first: Golden["checks"][number]; readonly held: Map<string, Outcome> }>();
  for (const check of checks) {
    const { object, permission, subject, expected } = check;
    const question = `${formatObject(object)}#${permission}@${formatSubject(subject)}`;
    tally.ask(question, expected, () => view.check({ object, permission, subject }).outcome);
    const key = JSON.stringify([object.type, permission, subject]);
    const list = objects.get(key) ?? { first: check, held: new Map<string, Outcome>() };
    objects.set(key, list);
    list.held.set(object.id, expected);
  }
  for (const { first, held } of objects.values()) askObjects(first, held, { view, tally });
  for (const list of lists) askSubjects(list, { view, tally });
}

/** The list of objects that follows from the checks: of each id that they ask about, as they say, and of no other. */
function askObjects(
  { object: { type }, permission, subject }: Golden["checks"][number],
  held: ReadonlyMap<string, Outcome>,
  { view, tally }: Pick<Asked, "view" | "tally">,
): void {
  const question = `the objects of type ${type} with ${permission} for ${formatSubject(subject)}`;
  const expected = [...held].filter(([, outcome]) => outcome !== "denied").map(([id, outcome]) => `${id} ${outcome}`);
  tally.ask(question, listText(expected), () => {
    const found = view.listObjects({ subject, permission, type });
    const outcomes = outcomesOfListed(found, idIn(type));
    return listText([...outcomes.named].filter(([, each]) => each !== "denied").map(([id, each]) => `${id} ${each}`));
  });
}

/** Our list and theirs say the same of every id that either names, and of all others. */
function askSubjects(
  { object, permission, kind, rows }: Golden["lists"][number],
  { view, tally }: Pick<Asked, "view" | "tally">,
): void {
  const question = `the subjects of kind ${kind} with ${permission} on ${formatObject(object)}`;
  const theirs = outcomesOfRows(rows);
  const type = kind.split("#")[0] ?? kind;
  let found = outcomesOfListed([], idIn(type));
  try {
    found = outcomesOfListed(view.listSubjects({ object, permission, type: kind }), idIn(type));
  } catch (error) {
    if (!isFailure(error)) throw error;
    return tally.same(question, "a list", `${error.code}: ${error.message}`);
  }
  const ids = new Set([...theirs.named.keys(), ...found.named.keys()]);
  const told = (of: typeof theirs): string =>
    listText([...[...ids].map((id) => `${id} ${outcomeOf(of, id)}`), `all others ${of.others}`]);
  tally.same(question, told(theirs), told(found));
}

function kindOf({ type, relation }: ConvertedCheck["subject"]): string {
  return relation === undefined ? type : `${type}#${relation}`;
}

/** The id in a reference of the type, without the `#member` of a set. */
function idIn(type: string): (reference: string) => string {
  return (reference) => reference.slice(type.length + 1).split("#")[0] ?? "";
}

function listText(entries: readonly string[]): string {
  return entries.length === 0 ? "nothing" : [...entries].sort().join(", ");
}

/** Counts what is as expected, and keeps what is not. A failure is an answer like others, and never one that was expected. */
class Tally implements CaseRun {
  passed = 0;
  readonly differences: Difference[] = [];

  same(question: string, expected: string, got: string): void {
    if (expected === got) this.passed++;
    else this.differences.push({ question, expected, got });
  }

  ask(question: string, expected: string, answer: () => Promise<string>): Promise<void>;
  ask(question: string, expected: string, answer: () => string): void;
  ask(question: string, expected: string, answer: () => string | Promise<string>): void | Promise<void> {
    const failed = (error: unknown): void => {
      if (!isFailure(error)) throw error;
      this.same(question, expected, `${error.code}: ${error.message}`);
    };
    try {
      const got = answer();
      if (typeof got === "string") return this.same(question, expected, got);
      return got.then((each) => this.same(question, expected, each), failed);
    } catch (error) {
      return failed(error);
    }
  }
}
