import { formatTuple, indexModel, type Instant, type Json, type Model } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import {
  pageOfObjects,
  pageOfSubjects,
  type Graph,
  type Limits,
  type ListPage,
  type PageOf,
  type SeveralOfObjects,
  type SeveralOfSubjects,
} from "@relata/resolver";
import type { ConsistencyToken } from "@relata/store";
import type { Engine } from "./engine.ts";
import { listQuickly } from "./resident/list-quickly.ts";
import { toPageLimit } from "./bulk/page-input.ts";
import { formatListCursor, modelDigest, parseListCursor, type ListCursor } from "./list-cursor.ts";
import { entriesOf, type AnyListed } from "./list-entries.ts";
import type { ListingPage, ListingPageInput } from "./listing.ts";
import { toRequestTuples } from "./request-tuples-input.ts";
import {
  toObjectsQuestion,
  toSubjectsQuestion,
  type ListObjectsInput,
  type ListSubjectsInput,
} from "./question-input.ts";

/** Makes the question, under its limits. */
export type MakeList = (limits: Limits, quick?: QuickCheck) => (graph: Graph) => ListPage;

/** A list that has been asked for, and is yet to be answered. */
export interface ListQuestion {
  /** All of it. */
  readonly whole: MakeList;
  toEntries(whole: ListPage): readonly AnyListed[];
  /** @throws Failure `invalid_question`, `invalid_cursor` */
  page(input: ListingPageInput): PageQuestion;
}

/** A page that has been asked for. */
export interface PageQuestion {
  /** That it follows; none for the first one. */
  readonly cursor: ListCursor | undefined;
  readonly part: MakeList;
  /** The answer, of the state that the token names. */
  toPage(answer: ListPage, token?: ConsistencyToken): ListingPage<AnyListed>;
}

/** @throws Failure as `toObjectsQuestion` */
export function objectsList({ model, present }: Engine, input: ListObjectsInput): ListQuestion {
  const question = toObjectsQuestion(indexModel(model), input, present);
  return listQuestion(model, input, question, (now, page) => (limits, quick) => {
    const listed = quick === undefined ? undefined : listQuickly(quick, question, page);
    return listed === undefined ? pageOfObjects(model, { ...question, now }, page, limits) : () => listed;
  });
}

/** @throws Failure as `toSubjectsQuestion` */
export function subjectsList({ model, present }: Engine, input: ListSubjectsInput): ListQuestion {
  const question = toSubjectsQuestion(indexModel(model), input, present);
  return listQuestion(
    model,
    input,
    question,
    (now, page) => (limits) => pageOfSubjects(model, { ...question, now }, page, limits),
  );
}

type Question = SeveralOfObjects | SeveralOfSubjects;

function listQuestion(
  model: Model,
  input: ListObjectsInput | ListSubjectsInput,
  question: Question,
  ask: (now: Instant, page: PageOf) => MakeList,
): ListQuestion {
  const toEntries = (page: ListPage) => entriesOf(page, question, typeof input.permission !== "string");
  return {
    whole: ask(question.now, {}),
    toEntries,
    page({ limit, after }) {
      const most = toPageLimit(limit);
      const list = identityOf(model, input, question);
      const cursor = after === undefined ? undefined : parseListCursor(after, list);
      const { now } = cursor ?? question;
      return {
        cursor,
        part: ask(now, { limit: most, ...(cursor !== undefined && { after: cursor.after }) }),
        toPage(answer, token) {
          const last = answer.rows.at(-1)?.id ?? cursor?.after ?? "";
          const next = formatListCursor({ list, now, after: last, ...(token !== undefined && { token }) });
          return { entries: toEntries(answer), ...(answer.isCut && { next }) };
        },
      };
    },
  };
}

/** All that tells one list from another. The instant is the first page's, unless the question names one. */
function identityOf(model: Model, input: ListObjectsInput | ListSubjectsInput, { now, ...question }: Question): Json {
  const named = input.now === undefined ? null : String(now);
  const asked = JSON.parse(JSON.stringify(question)) as Json;
  const tuples = toRequestTuples(indexModel(model), input.tuples).map(formatTuple).sort();
  return [modelDigest(model), named, typeof input.permission === "string", asked, tuples];
}
