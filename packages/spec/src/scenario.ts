import {
  indexModel,
  parseInstant,
  parseObject,
  parseSubject,
  parseTuple,
  type Instant,
  type JsonObject,
  type Model,
  type ModelIndex,
} from "@relata/model";
import type { World, WorldQuestion } from "./world.ts";

/** A situation as it stands in a file of `scenarios/`: text, to be read by people first. */
export interface ScenarioText {
  readonly situation: string;
  /** Why the situation deserves a file: what an engine may get wrong. */
  readonly why: string;
  /** The trap of DESIGN §4 that it is about, in the words of that page, where it is one of these. */
  readonly trap?: string;
  readonly model: string;
  readonly tuples: readonly string[];
  /** Stored attributes, by object. */
  readonly attributes?: { readonly [object: string]: JsonObject };
  /** The instant of every question that names none. */
  readonly now?: string;
  readonly questions: readonly QuestionText[];
  readonly lists?: readonly ListText[];
}

/** `ask: user:ann view doc:d`; several subjects are joined by ` and `. */
export interface QuestionText {
  readonly ask: string;
  readonly answer: Answer;
  readonly missing?: readonly string[];
  /** Of what is allowed: the tuples of its proof, sorted. */
  readonly proof?: readonly string[];
  /** Of what is denied: what alone would allow it, the nearest first: `write doc:d#viewer@user:ann`. */
  readonly misses?: readonly string[];
  /** The instant before which time alone changes nothing. */
  readonly until?: string;
  readonly resource?: JsonObject;
  readonly context?: JsonObject;
  readonly now?: string;
}

/** `objects: user:ann view doc`, or `subjects: user view doc:d`, where the type may be a set such as `group#member`. */
export interface ListText {
  readonly objects?: string;
  readonly subjects?: string;
  readonly context?: JsonObject;
  /** Each row's answer by its id. */
  readonly rows: { readonly [id: string]: Answer };
  readonly rest?: Answer;
  readonly except?: readonly string[];
}

export type Answer = "allowed" | "denied" | "conditional" | "paradox" | "policy_failed";

export interface Scenario {
  readonly situation: string;
  readonly trap?: string;
  readonly world: World;
  readonly questions: readonly { readonly text: QuestionText; readonly question: WorldQuestion }[];
  readonly lists: readonly { readonly text: ListText; readonly question: ListQuestion }[];
}

/** A list of objects where `type` is the objects' and `object` is absent, else of subjects. */
export interface ListQuestion extends Omit<WorldQuestion, "object" | "subject" | "resource"> {
  readonly subject?: WorldQuestion["subject"];
  readonly object?: WorldQuestion["object"];
  readonly type: string;
  readonly relation?: string;
}

const NOW = "2026-02-01T00:00:00Z";

/** Reads a situation. The language is passed in, since this room stands below it. Tuples need not be admitted. */
export function readScenario(text: ScenarioText, compile: (model: string) => Model): Scenario {
  const model = compile(text.model);
  const index = indexModel(model);
  const attributes = Object.entries(text.attributes ?? {}).map(([object, values]) => ({
    object: parseObject(index, object),
    values,
  }));
  return {
    situation: text.situation,
    ...(text.trap !== undefined && { trap: text.trap }),
    world: { model, tuples: text.tuples.map((tuple) => parseTuple(index, tuple)), attributes },
    questions: text.questions.map((each) => ({ text: each, question: readQuestion(index, each, text.now) })),
    lists: (text.lists ?? []).map((each) => ({ text: each, question: readList(index, each, text.now) })),
  };
}

function readQuestion(index: ModelIndex, { ask, resource, context, now }: QuestionText, usual = NOW): WorldQuestion {
  const words = ask.split(" ");
  const [permission = "", object = ""] = words.slice(-2);
  return {
    subject: subjects(index, words.slice(0, -2)),
    permission,
    object: parseObject(index, object),
    resource: resource ?? {},
    context: context ?? {},
    now: instant(now ?? usual),
  };
}

function readList(index: ModelIndex, { objects, subjects: of, context = {} }: ListText, usual = NOW): ListQuestion {
  const words = (objects ?? of ?? "").split(" ");
  const [permission = "", last = ""] = words.slice(-2);
  const asked = { permission, context, now: instant(usual) };
  if (objects !== undefined) return { ...asked, subject: subjects(index, words.slice(0, -2)), type: last };
  const [type = "", relation] = (words[0] ?? "").split("#");
  return { ...asked, object: parseObject(index, last), type, ...(relation !== undefined && { relation }) };
}

function subjects(index: ModelIndex, words: readonly string[]): WorldQuestion["subject"] {
  return words.filter((word) => word !== "and").map((word) => parseSubject(index, word));
}

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`\`${text}\` is not an instant`);
  return parsed;
}
