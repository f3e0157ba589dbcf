import type { Relata } from "@relata/core";
import { isSubjectSet, WILDCARD, type JsonObject, type ObjectRef, type SubjectRef } from "@relata/model";
import type { Asked } from "./asked.ts";
import { readReason } from "./formula/read-reason.ts";
import { sayPolicies } from "./formula/say-policies.ts";
import { NEVER, TooManyCases, type Cases } from "./policy/cases.ts";
import { allOf, LEFT_OUT } from "./policy/truths.ts";

/** A permission on an object, or on `*` for all that nothing names, that waits for what the resource is. */
export interface OpenAnswer {
  readonly type: string;
  readonly id: string;
  readonly permission: string;
}

/** What a resource must be, so that the permission is allowed. */
export interface SaidOpen {
  readonly cases: Cases;
  /** Whether nothing is left out. */
  readonly isExact: boolean;
}

export type SayOpen = (open: OpenAnswer) => Promise<SaidOpen>;

/** What of an engine is asked. */
export type Explaining = Pick<Relata, "explain" | "attributes" | "foundation">;

const NOTHING: SaidOpen = { cases: NEVER, isExact: false };

/**
 * Says what open answers wait for, by explaining them. Cost of each: a question, and a look at what is stored of the object; of the
 * subjects, one look for all.
 */
export function openAnswers(relata: Explaining, asked: Asked): SayOpen {
  const ofSubjects = asked.subjects.map(async (subject) => storedOf(relata, asked, subject));
  const { provided } = relata.foundation;
  return async ({ type, id, permission }) => {
    const object = { type, id };
    const isProvided = provided.includes(type);
    // Why: the question would be of the one object that stands for all, which is the subject itself.
    const isAsked = asked.subjects.some((one) => one.type === type && one.id === WILDCARD);
    if (id === WILDCARD && (isProvided || isAsked)) return NOTHING;
    const { reasons } = await relata.explain({ ...asked.question, object, permission });
    const resource = id === WILDCARD ? {} : await storedOf(relata, asked, object);
    const subjects = await Promise.all(ofSubjects);
    const { index, context, now } = asked;
    const known = { index, object, resource, context, action: permission, now, isProvided };
    try {
      const truths = reasons.map((reason, i) =>
        readReason(reason, sayPolicies({ ...known, subject: subjects[i] ?? {} })),
      );
      const { yes, isExact } = truths.length === 0 ? LEFT_OUT : allOf(truths);
      return { cases: yes, isExact };
    } catch (error) {
      if (error instanceof TooManyCases) return NOTHING;
      throw error;
    }
  };
}

/** What is stored, of an object or of who asks. A subject set has no attributes, nor has what stands for all of a type. */
async function storedOf(relata: Explaining, asked: Asked, of: ObjectRef | SubjectRef): Promise<JsonObject> {
  if (isSubjectSet(of) || of.id === WILDCARD) return {};
  const { consistency } = asked.question;
  const stored: object = await relata.attributes.get({ type: of.type, id: of.id }, { consistency });
  // Why a cast: what is stored is JSON.
  return stored as JsonObject;
}
