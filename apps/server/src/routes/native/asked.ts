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
 * Whom the question is for, as the engine is asked. Everybody may ask about themselves: without a subject, under their own name, or
 * under the names of those whom they act for. Then it is what they may do that is told, so that a `delegated` key is asked
 * for with its owner. Asking about anybody else takes `ask`; so do tuples that come with the question, since what they would
 * grant tells what others have. Where nobody is asked who they are, each question names its subject.
 *
 * @throws Problem `forbidden`, `invalid_request`
 */
export function subjectAsked(
  { access, relata }: House,
  caller: Caller,
  wanted: Wanted,
): SubjectInput | Promise<SubjectInput> {
  const { subject, tuples } = wanted;
  if (caller === undefined) return subject ?? refuseNameless("");
  const isOwn = subject === undefined || isNameOf(indexModel(relata.model), caller, subject);
  const asked = isOwn ? subjectOf(caller) : subject;
  const isOpen = isOwn && (tuples === undefined || tuples.length === 0);
  return isOpen ? asked : access.demand(caller, ASK).then(() => asked);
}

/** The same of the questions of a batch: `ask` is demanded once. @throws Problem as `subjectAsked` */
export async function subjectsAsked(
  { access, relata }: House,
  caller: Caller,
  questions: readonly Wanted[],
): Promise<readonly SubjectInput[]> {
  if (caller === undefined) return questions.map(({ subject }, i) => subject ?? refuseNameless(`/items/${i}`));
  const isOwn = ownedBy(indexModel(relata.model), caller);
  const others = questions.map(({ subject }) => (subject === undefined || isOwn(subject) ? undefined : subject));
  const isOfOthers = others.some((other) => other !== undefined);
  if (isOfOthers || questions.some(({ tuples = [] }) => tuples.length > 0)) await access.demand(caller, ASK);
  return others.map((other) => other ?? subjectOf(caller));
}

function refuseNameless(at: string): never {
  const pointer = `${at}/subject`;
  const detail = "is missing: this server does not ask who is calling, so that a question names whom it is about";
  throw new Problem("invalid_request", `\`${pointer}\`: ${detail}`, { errors: [{ pointer, detail }] });
}

/** Whether a question is about the caller. Of a batch, many are often about one and the same. */
function ownedBy(index: ModelIndex, caller: Principal): (subject: SubjectInput) => boolean {
  let [last, isLastOwn]: [SubjectInput, boolean] = [caller.subject, true];
  return (subject) => {
    if (subject !== last) [last, isLastOwn] = [subject, isNameOf(index, caller, subject)];
    return isLastOwn;
  };
}

/** Whether the subject is the caller: under its own name, or under the names of those whom it acts for. */
function isNameOf(index: ModelIndex, { subject: self, asks }: Principal, subject: SubjectInput): boolean {
  const parts = partsOf(index, subject);
  return parts !== undefined && (isSame(parts, [self]) || isSame(parts, asks));
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
