import type { CheckInput } from "@relata/core";
import { subjectOf } from "@relata/keys";
import { indexModel, isFailure, toSubject, type ModelIndex, type SubjectRef } from "@relata/model";
import type { Caller } from "../../access/access.ts";
import type { House } from "../../house.ts";
import { Problem } from "../../problems/problem.ts";

type SubjectInput = CheckInput["subject"];

/** The right on the house that asking about anybody but oneself takes. */
export const ASK = "ask";

/** What of a question decides whether the caller may put it. */
export interface Wanted {
  readonly subject?: SubjectInput | undefined;
  readonly tuples?: readonly unknown[] | undefined;
}

/**
 * Whom each question is for, as the engine is asked. Everybody may ask about themselves: without a subject, under their own name, or
 * under the names of those whom they act for. Then it is what they may do that is told, so that a `delegated` key is asked
 * for with its owner. Asking about anybody else takes `ask`; so do tuples that come with the question, since what they would
 * grant tells what others have. Where nobody is asked who they are, each question names its subject.
 *
 * @param at where the questions stand in the body, for whoever lacks a subject
 * @throws Problem `forbidden`, `invalid_request`
 */
export async function subjectsAsked(
  { access, relata }: House,
  caller: Caller,
  questions: readonly Wanted[],
  at: (i: number) => string = (i) => `/items/${i}`,
): Promise<readonly SubjectInput[]> {
  if (caller === undefined) return questions.map(({ subject }, i) => subject ?? refuseNameless(at(i)));
  const index = indexModel(relata.model);
  const own = new Set([nameOf(index, caller.subject), nameOf(index, { allOf: caller.asks })]);
  const isOwn = (subject: SubjectInput) => own.has(nameOf(index, subject));
  const others = questions.map(({ subject }) => (subject === undefined || isOwn(subject) ? undefined : subject));
  const isOfOthers = others.some((other) => other !== undefined);
  if (isOfOthers || questions.some(({ tuples = [] }) => tuples.length > 0)) await access.demand(caller, ASK);
  return others.map((other) => other ?? subjectOf(caller));
}

/** The same of one question. */
export async function subjectAsked(house: House, caller: Caller, wanted: Wanted): Promise<SubjectInput> {
  const [subject] = await subjectsAsked(house, caller, [wanted], () => "");
  return subject ?? refuseNameless("");
}

function refuseNameless(at: string): never {
  const pointer = `${at}/subject`;
  const detail = "is missing: this server does not ask who is calling, so that a question names whom it is about";
  throw new Problem("invalid_request", `\`${pointer}\`: ${detail}`, { errors: [{ pointer, detail }] });
}

/** JSON, not joined text: no choice of types and ids makes two names meet. */
function nameOf(index: ModelIndex, subject: SubjectInput): string {
  const parts = typeof subject === "object" && "allOf" in subject ? subject.allOf : [subject];
  return JSON.stringify([...new Set(parts.map((part) => partOf(index, part)))].toSorted());
}

/** What is no reference is nobody's name: what is wrong with it, the engine says. */
function partOf(index: ModelIndex, reference: string | SubjectRef): string {
  try {
    const { type, id, relation } = toSubject(index, reference);
    return JSON.stringify([type, id, relation ?? null]);
  } catch (error) {
    if (isFailure(error)) return "";
    throw error;
  }
}
