import {
  compareText,
  Failure,
  indexModel,
  WILDCARD,
  type Instant,
  type JsonObject,
  type Model,
  type SubjectRef,
} from "@relata/model";
import { MemoryGraph, type Limits } from "@relata/resolver";
import type { Contents } from "@relata/store";
import { affectedNames } from "./affected-names.ts";
import { answersOf, type Answers, type Side } from "./answers.ts";
import { nameKey } from "./name-graph.ts";
import { subjectTypes } from "./subject-types.ts";

/** Under which circumstances access is compared. */
export interface AccessOptions {
  /** The instant to ask at. */
  readonly now: Instant;
  /** What requests are taken to supply as `context.*`; without it, what depends on it is conditional. */
  readonly context?: JsonObject;
  readonly limits?: Limits;
  /** The most lists of objects that are asked for on each side: 1,000,000 unless given. */
  readonly maxLists?: number;
  /** Examples that are kept of subjects, objects, answers and exceptions of each group: 5 unless given. */
  readonly maxExamples?: number;
  /** Called now and then with the lists that have been compared, and with how many there are. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** The data that both models are asked over. */
export type AccessData = Pick<Contents, "tuples" | "attributes">;

/** The answers of both sides about one subject, one permission, and every object of a type. */
export interface Compared {
  /** With the id `*`, any subject of the type that nothing names. */
  readonly subject: SubjectRef;
  readonly permission: string;
  readonly type: string;
  readonly before: Answers;
  readonly after: Answers;
}

const MAX_LISTS = 1_000_000;

/** A permission or a relation that may be answered otherwise, with the subjects to ask about. */
interface Asked {
  readonly type: string;
  readonly permission: string;
  readonly subjects: readonly SubjectRef[];
}

export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  /** How many `Compared` there are. */
  readonly lists: number;
  readonly compared: Iterable<Compared>;
}

/**
 * Asks both models the same questions over the same data: which objects grant what to whom, for every permission and
 * relation that the change can reach, and every plain subject that the data names, and the unnamed one first. A relation
 * that is exactly its tuples is reached where it admits other subjects, or a subject set that changes. Cost: on each side
 * one list of objects for each subject and name.
 *
 * @throws Failure `budget_exceeded` where that is more than `maxLists`, before anything is asked
 */
export function compareAccess(before: Model, after: Model, data: AccessData, options: AccessOptions): Comparison {
  const graph = new MemoryGraph(data.tuples);
  for (const { object, values } of data.attributes) graph.setAttributes(object, values);
  const asked = questionsOf(before, after, graph);
  const lists = asked.reduce((sum, { subjects }) => sum + subjects.length, 0);
  const { limits = {}, maxLists = MAX_LISTS } = options;
  if (lists > maxLists) {
    const [needed, most] = [lists, maxLists].map((count) => count.toLocaleString("en"));
    throw new Failure(
      "budget_exceeded",
      `to say whose access changes takes ${needed} lists over this data, and ${most} are the most: compare over a part of it`,
    );
  }
  const [old, now] = [before, after].map((model): Side => ({ model, graph, limits })) as [Side, Side];
  return { before: old, after: now, lists, compared: walk(old, now, asked, lists, options) };
}

function* walk(
  before: Side,
  after: Side,
  questions: readonly Asked[],
  all: number,
  { now, context = {}, onProgress }: AccessOptions,
): Generator<Compared> {
  let done = 0;
  for (const { type, permission, subjects } of questions) {
    for (const subject of subjects) {
      const asked = { subject, permission, type, context, now };
      yield { subject, permission, type, before: answersOf(before, asked), after: answersOf(after, asked) };
      onProgress?.(++done, all);
    }
  }
}

function questionsOf(before: Model, after: Model, graph: MemoryGraph): readonly Asked[] {
  const { affected } = affectedNames(before, after);
  const held = [subjectTypes(before), subjectTypes(after)];
  const ids = new Map<string, readonly SubjectRef[]>();
  const subjectsOf = (type: string): readonly SubjectRef[] => {
    const known = ids.get(type) ?? [WILDCARD, ...graph.ids(type)].map((id) => ({ type, id }));
    ids.set(type, known);
    return known;
  };
  const names = namesOf([before, after]).filter(({ type, permission }) => affected.has(nameKey(type, permission)));
  return names.map(({ type, permission }) => {
    const types = new Set(held.flatMap((side) => [...(side.get(nameKey(type, permission)) ?? [])]));
    return { type, permission, subjects: [...types].sort(compareText).flatMap(subjectsOf) };
  });
}

/** Every permission and relation of either model. */
function namesOf(models: readonly Model[]): readonly { readonly type: string; readonly permission: string }[] {
  const names = new Map<string, { readonly type: string; readonly permission: string }>();
  for (const { types } of models.map(indexModel)) {
    for (const [type, { rewrites }] of types) {
      for (const name of rewrites.keys()) names.set(nameKey(type, name), { type, permission: name });
    }
  }
  return [...names].sort(([a], [b]) => compareText(a, b)).map(([, name]) => name);
}
