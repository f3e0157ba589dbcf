import type { CheckInput } from "@relata/core";
import { subjectOf, type Principal } from "@relata/keys";
import { indexModel, isFailure, sameSubject, toSubject, type ModelIndex, type SubjectRef } from "@relata/model";
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
  const isOwn = ownedBy(index, caller);
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

/** Whether a question is about the caller: under its own name, or under the names of those whom it acts for. */
function ownedBy(index: ModelIndex, { subject: self, asks }: Principal): (subject: SubjectInput) => boolean {
  // Questions of a batch are often about one and the same.
  let [last, isLastOwn]: [SubjectInput, boolean] = [self, true];
  return (subject) => {
    if (subject === last) return isLastOwn;
    const parts = partsOf(index, subject);
    [last, isLastOwn] = [subject, parts !== undefined && (isSame(parts, [self]) || isSame(parts, asks))];
    return isLastOwn;
  };
}

/** Whether these are the same subjects, whatever their order, and however often each stands there. */
function isSame(some: readonly SubjectRef[], others: readonly SubjectRef[]): boolean {
  return areIn(some, others) && areIn(others, some);
}

function areIn(some: readonly SubjectRef[], others: readonly SubjectRef[]): boolean {
  return some.every((one) => others.some((other) => sameSubject(one, other)));
}

/** Undefined where one is no reference, and so nobody's name: what is wrong with it, the engine says. */
function partsOf(index: ModelIndex, subject: SubjectInput): readonly SubjectRef[] | undefined {
  const parts = typeof subject === "object" && "allOf" in subject ? subject.allOf : [subject];
  try {
    return parts.map((part) => toSubject(index, part));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
