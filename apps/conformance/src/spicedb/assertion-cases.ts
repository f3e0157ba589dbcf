import type { ConvertedCheck, ConvertedSubjects } from "@relata/convert";
import { formatObject, WILDCARD, type Outcome, type SubjectRef } from "@relata/model";

import type { Case } from "../case.ts";
import { got, gotOutcomes, kindOf, outcomesText, questionText } from "./answer.ts";
import { idIn, outcomeOf, outcomesOfListed } from "./outcomes-of.ts";

/** An assertion as three cases: a check, and what the lists of objects and of subjects say, given the same values. */
export function assertionCases(check: ConvertedCheck, name: string): readonly Case[] {
  const { subject, object, permission, context, expected } = check;
  const question = questionText(check);
  return [
    {
      name,
      question,
      expected,
      ask: async (relata) => got((await relata.check({ subject, object, permission, context })).outcome, expected),
    },
    {
      name: `${name} › objects`,
      question: `${question}, among all objects`,
      expected,
      ask: async (relata) => {
        const listed = await relata.listObjects({ subject, permission, type: object.type, context });
        return got(outcomeOf(outcomesOfListed(listed, idIn(object.type)), object.id), expected);
      },
    },
    {
      name: `${name} › subjects`,
      question: `${question}, among all subjects`,
      expected,
      ask: async (relata) => {
        const listed = await relata.listSubjects({ object, permission, type: kindOf(subject), context });
        return got(outcomeOf(outcomesOfListed(listed, idIn(subject.type)), subject.id), expected);
      },
    },
  ];
}

/** Who is expected to hold a permission, all of them. */
export function expectedSubjectsCase(list: ConvertedSubjects, name: string): Case {
  const { object, permission, type, context, allowed, conditional, denied = [] } = list;
  const rows = [...withOutcome(allowed, "allowed"), ...withOutcome(conditional, "conditional")];
  const others = rows.find(([id]) => id === WILDCARD)?.[1] ?? "denied";
  const named = new Map([...rows.filter(([id]) => id !== WILDCARD), ...withOutcome(denied, "denied")]);
  return {
    name,
    question: `the subjects of type ${type} with ${permission} on ${formatObject(object)}`,
    expected: outcomesText({ named, others }),
    ask: async (relata) => {
      const listed = await relata.listSubjects({ object, permission, type, context });
      return gotOutcomes(outcomesOfListed(listed, idIn(type)), { named, others });
    },
  };
}

function withOutcome(subjects: readonly SubjectRef[], outcome: Outcome): readonly (readonly [string, Outcome])[] {
  return subjects.map(({ id }) => [id, outcome]);
}
