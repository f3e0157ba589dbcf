import {
  indexModel,
  isFailure,
  WILDCARD,
  type JsonObject,
  type Instant,
  type Model,
  type SubjectRef,
} from "@relata/model";
import { check, listObjects, type Limits, type List, type MemoryGraph, type Question } from "@relata/resolver";

/** How one side answers one question; `failed` where it has no answer: a paradox, a failing policy, too much work. */
export type Answer = "allowed" | "denied" | "conditional" | "failed";

/** Which objects of a type grant a permission to a subject. */
export interface ObjectsAsked {
  readonly subject: SubjectRef;
  readonly permission: string;
  readonly type: string;
  readonly context: JsonObject;
  readonly now: Instant;
}

/** One model's answers over one state of the data. */
export interface Side {
  readonly model: Model;
  readonly graph: MemoryGraph;
  readonly limits: Limits;
}

/** The answers about every object of a type. */
export class Answers {
  readonly #named: ReadonlyMap<string, Answer>;
  /** The answer about an object that has no answer of its own. */
  readonly generic: Answer;

  constructor(named: ReadonlyMap<string, Answer>, generic: Answer) {
    this.#named = named;
    this.generic = generic;
  }

  at(id: string): Answer {
    return this.#named.get(id) ?? this.generic;
  }

  ids(): Iterable<string> {
    return this.#named.keys();
  }
}

const NOTHING = new Answers(new Map(), "denied");

/** The answers of one side. A model that lacks the permission, or the type of the subject, grants nothing. */
export function answersOf(side: Side, asked: ObjectsAsked): Answers {
  const index = indexModel(side.model);
  const isAskable = index.types.get(asked.type)?.rewrites.has(asked.permission) === true;
  if (!isAskable || !index.types.has(asked.subject.type)) return NOTHING;
  const { subject, ...rest } = asked;
  try {
    return fromList(listObjects(side.model, { ...rest, subject: [subject] }, side.limits)(side.graph));
  } catch (error) {
    if (!isUnanswered(error)) throw error;
    return oneByOne(side, asked);
  }
}

function fromList({ rows, rest }: List): Answers {
  const named = new Map<string, Answer>(rows.map(({ id, decision }) => [id, decision.outcome]));
  for (const id of rest?.except ?? []) named.set(id, "denied");
  return new Answers(named, rest?.decision.outcome ?? "denied");
}

/** Where one object has no answer, a list has none: each is then asked about by itself. */
function oneByOne(side: Side, asked: ObjectsAsked): Answers {
  const { type, subject } = asked;
  const own = subject.type === type && subject.id !== WILDCARD ? [subject.id] : [];
  const ids = new Set([...side.graph.ids(type), ...own]);
  const named = new Map([...ids].map((id) => [id, answerAt(side, asked, id)]));
  return new Answers(named, answerAt(side, asked, subject.type === type && subject.id === WILDCARD ? "" : WILDCARD));
}

function answerAt({ model, graph, limits }: Side, { type, subject, ...asked }: ObjectsAsked, id: string): Answer {
  const question: Question = { ...asked, subject: [subject], object: { type, id }, resource: {} };
  try {
    return check(model, graph, question, limits).outcome;
  } catch (error) {
    if (isUnanswered(error)) return "failed";
    throw error;
  }
}

/** Failures that are of the question; any other, of the program or of the model, is thrown. */
export function isUnanswered(error: unknown): boolean {
  return isFailure(error, "paradox") || isFailure(error, "policy_failed") || isFailure(error, "budget_exceeded");
}
