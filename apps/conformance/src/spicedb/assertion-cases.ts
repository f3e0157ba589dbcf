import type { ConvertedCheck, ConvertedSubjects } from "@relata/convert";
import { formatObject, formatSubject } from "@relata/model";

import type { Case } from "../case.ts";
import { got, kindOf, questionText } from "./answer.ts";
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
  const { object, permission, type, context, allowed, denied = [] } = list;
  const expected = told([...allowed.map(formatSubject), ...denied.map((each) => `not ${formatSubject(each)}`)]);
  return {
    name,
    question: `the subjects of type ${type} with ${permission} on ${formatObject(object)}`,
    expected,
    ask: async (relata) => {
      const listed = await relata.listSubjects({ object, permission, type, context });
      return got(told(listed.flatMap(entryTexts)), expected);
    },
  };
}

function entryTexts({
  reference,
  outcome,
  except = [],
}: {
  readonly reference: string;
  readonly outcome: string;
  readonly except?: readonly string[];
}): readonly string[] {
  return [outcome === "allowed" ? reference : `${reference} (${outcome})`, ...except.map((each) => `not ${each}`)];
}

function told(entries: readonly string[]): string {
  return entries.length === 0 ? "nothing" : [...entries].sort().join(", ");
}
