import type { CheckOutcome, Relata, View } from "@relata/core";
import { formatObject, formatSubject, type Outcome } from "@relata/model";

import type { Case } from "../case.ts";
import { got, gotOutcomes, listText, outcomesText, questionText } from "./answer.ts";
import type { Golden, GoldenCheck, GoldenList } from "./golden.ts";
import { idIn, outcomesOfListed, outcomesOfRows } from "./outcomes-of.ts";

/**
 * What another engine answered, as cases: each of its checks, the lists of objects that follow from them, and its lists of subjects. They
 * are thousands, asked without any values: the checks of the store in one batch, the lists of one view of it.
 */
export function goldenCases({ checks, lists }: Golden, name: string): readonly Case[] {
  const batch = new Batch(checks);
  const views = new Views();
  return [
    ...checks.map((check, i) => checkCase(check, i, name, batch)),
    ...objectLists(checks).map((list) => objectsCase(list, name, views)),
    ...lists.map((list) => subjectsCase(list, name, views)),
  ];
}

/** The checks of a file, asked once of each store. */
class Batch {
  readonly #checks: readonly GoldenCheck[];
  readonly #outcomes = new WeakMap<Relata, Promise<readonly CheckOutcome[]>>();

  constructor(checks: readonly GoldenCheck[]) {
    this.#checks = checks;
  }

  /** @throws Failure of that check, or of the whole batch */
  async outcome(relata: Relata, i: number): Promise<string> {
    const { decision, failure } = (await this.#of(relata))[i] ?? {};
    if (failure !== undefined) throw failure;
    return decision?.outcome ?? "no answer";
  }

  #of(relata: Relata): Promise<readonly CheckOutcome[]> {
    const known = this.#outcomes.get(relata);
    if (known !== undefined) return known;
    const items = this.#checks.map(({ object, permission, subject }) => ({ object, permission, subject }));
    const asked = relata.checkMany(items);
    this.#outcomes.set(relata, asked);
    return asked;
  }
}

/** The state of a store, read once for all lists. */
class Views {
  readonly #views = new WeakMap<Relata, Promise<View>>();

  of(relata: Relata): Promise<View> {
    const known = this.#views.get(relata) ?? relata.at({ consistency: "latest" });
    this.#views.set(relata, known);
    return known;
  }
}

function checkCase(check: GoldenCheck, i: number, name: string, batch: Batch): Case {
  const { expected } = check;
  return {
    name: `${name} › checks`,
    question: questionText({ ...check, context: {} }),
    expected,
    ask: async (relata) => got(await batch.outcome(relata, i), expected),
  };
}

/** All that was asked of one subject and permission, of the objects of one type. */
interface ObjectList {
  readonly asked: GoldenCheck;
  readonly held: Map<string, Outcome>;
}

function objectLists(checks: readonly GoldenCheck[]): readonly ObjectList[] {
  const lists = new Map<string, ObjectList>();
  for (const asked of checks) {
    const key = JSON.stringify([asked.object.type, asked.permission, asked.subject]);
    const list = lists.get(key) ?? { asked, held: new Map<string, Outcome>() };
    lists.set(key, list);
    list.held.set(asked.object.id, asked.expected);
  }
  return [...lists.values()];
}

/** Of the objects that were asked about, the list names those that a check does not deny, and no other. */
function objectsCase({ asked, held }: ObjectList, name: string, views: Views): Case {
  const { object, permission, subject } = asked;
  const expected = listText(held);
  return {
    name: `${name} › objects`,
    question: `the objects of type ${object.type} with ${permission} for ${formatSubject(subject)}`,
    expected,
    ask: async (relata) => {
      const listed = (await views.of(relata)).listObjects({ subject, permission, type: object.type });
      const { named } = outcomesOfListed(listed, idIn(object.type));
      return got(listText([...named].filter(([id]) => held.has(id))), expected);
    },
  };
}

/** Both lists say the same of every id that either names, and of all others. */
function subjectsCase({ object, permission, kind, rows }: GoldenList, name: string, views: Views): Case {
  const theirs = outcomesOfRows(rows);
  const type = kind.split("#")[0] ?? kind;
  return {
    name: `${name} › subjects`,
    question: `the subjects of kind ${kind} with ${permission} on ${formatObject(object)}`,
    expected: outcomesText(theirs),
    ask: async (relata) => {
      const listed = (await views.of(relata)).listSubjects({ object, permission, type: kind });
      return gotOutcomes(outcomesOfListed(listed, idIn(type)), theirs);
    },
  };
}
