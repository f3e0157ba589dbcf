import type { CheckInput } from "@relata/core";
import { subjectOf, type Principal } from "@relata/keys";
import { indexModel, isFailure, toSubject, type ModelIndex, type SubjectRef } from "@relata/model";
import type { House } from "../../house.ts";

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
 * grant tells what others have.
 *
 * @throws Problem `forbidden`
 */
export async function subjectsAsked(
  { access, relata }: House,
  principal: Principal,
  questions: readonly Wanted[],
): Promise<readonly SubjectInput[]> {
  const index = indexModel(relata.model);
  const own = namesOf(index, principal);
  const isOwn = ({ subject }: Wanted) => subject === undefined || own.has(nameOf(index, subject));
  if (!questions.every((one) => isOwn(one) && (one.tuples ?? []).length === 0)) await access.demand(principal, ASK);
  return questions.map((one) => (one.subject === undefined || isOwn(one) ? subjectOf(principal) : one.subject));
}

/** The same of one question. */
export async function subjectAsked(house: House, principal: Principal, wanted: Wanted): Promise<SubjectInput> {
  const [subject] = await subjectsAsked(house, principal, [wanted]);
  return subject ?? subjectOf(principal);
}

/** The names under which the caller is itself: its own, and all together for whom it acts. */
function namesOf(index: ModelIndex, { subject, asks }: Principal): ReadonlySet<string> {
  return new Set([nameOf(index, subject), nameOf(index, { allOf: asks })]);
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

/** What is asked, as the façade takes it: with an end, whether or not the question names one. */
export function withDeadline<T extends object>({ limits }: House, input: T) {
  return { deadlineMs: limits.deadlineMs, ...input };
}
