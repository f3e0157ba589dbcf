import { compareText, formatObject, indexModel, isWildcard, WILDCARD, type Model } from "@relata/model";
import type { AccessDiff, AccessGroup } from "./access-diff.ts";
import {
  compareAccess,
  type AccessData,
  type AccessOptions,
  type Compared,
  type Comparison,
} from "./compare-access.ts";
import { Group } from "./group.ts";
import { isMore, type Change } from "./change.ts";
import { throughOf } from "./through.ts";

/**
 * Whose access changes from one model to the other, over the same data and at one instant.
 *
 * Law: exactly the difference of what `check` says before and after, for every permission and relation, and every plain
 * subject: an answer that changes is in one group, or falls under everybody or everything of one
 * and is none of its exceptions. What only one of the models has counts from denied, or to denied. A subject set is asked
 * about as its members are; and what `self` gives an object on itself is told of those that the data names.
 *
 * Cost: on each side one list for each subject and permission that the change can reach, and one explanation for each
 * answer that changes; in memory the data, and the names of those whom it concerns.
 *
 * @throws Failure `budget_exceeded` where that is more than `maxLists`
 */
export function diffAccess(before: Model, after: Model, data: AccessData, options: AccessOptions): AccessDiff {
  const comparison = compareAccess(before, after, data, options);
  const grouping = new Grouping(comparison, options);
  for (const compared of comparison.compared) grouping.add(compared);
  return { groups: grouping.groups(), stillConditional: grouping.stillConditional, lists: comparison.lists };
}

/** What an unnamed subject of the type is answered, and the groups that its changes are in, by object id. */
interface Everybody {
  readonly compared: Compared;
  readonly groups: ReadonlyMap<string, Group | undefined>;
}

class Grouping {
  stillConditional = 0;
  readonly #comparison: Comparison;
  readonly #options: AccessOptions;
  readonly #groups = new Map<string, Group>();
  #everybody: Everybody | undefined;

  constructor(comparison: Comparison, options: AccessOptions) {
    this.#comparison = comparison;
    this.#options = options;
  }

  groups(): readonly AccessGroup[] {
    const sorted = [...this.#groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group.finish());
    return sorted.sort((a, b) => Number(b.everybody) - Number(a.everybody) || b.answers - a.answers);
  }

  /** Of each permission and subject type the unnamed subject comes first: the named ones are told apart from it. */
  add(compared: Compared): void {
    const isEverybody = isWildcard(compared.subject);
    const everybody = isEverybody ? undefined : this.#everybody;
    const everything = this.#addOne(compared, WILDCARD, [everybody?.groups.get(WILDCARD)]);
    const groups = new Map<string, Group | undefined>([[WILDCARD, everything]]);
    for (const id of idsOf(compared, everybody)) {
      groups.set(
        id,
        this.#addOne(compared, id, everybody === undefined ? [everything] : claims(everything, groupAt(everybody, id))),
      );
    }
    if (isEverybody) this.#everybody = { compared, groups };
  }

  /**
   * Puts one answer where it belongs, and answers the group that it is in. The groups that claim it speak of everybody, or
   * of everything: it falls under one of them, or is an exception of each.
   */
  #addOne(compared: Compared, id: string, claimed: readonly (Group | undefined)[]): Group | undefined {
    const change = changeAt(compared, id);
    if (change.before === "conditional" && change.after === "conditional") this.stillConditional++;
    const pair = { subject: formatObject(compared.subject), object: formatObject({ type: compared.type, id }) };
    const groups = claimed.filter((group) => group !== undefined);
    for (const group of groups) if (!isSame(group.head, change)) group.except(pair);
    const covering = groups.find(({ head }) => isSame(head, change));
    if (covering !== undefined) return covering;
    if (change.before === change.after) return undefined;
    const group = this.#groupFor(compared, change, id);
    group.add(pair);
    return group;
  }

  #groupFor(compared: Compared, change: Change, id: string): Group {
    const { subject, permission, type } = compared;
    const { before, after } = this.#comparison;
    const [had, has] = [before, after].map(({ model }) => indexModel(model).types.get(type)?.rewrites.has(permission));
    const head = {
      subjectType: subject.type,
      permission,
      type,
      before: change.before,
      after: change.after,
      through: this.#through(compared, change, id),
      everybody: isWildcard(subject),
      everything: id === WILDCARD,
      ...(had !== has && { only: had === true ? ("before" as const) : ("after" as const) }),
    };
    const key = JSON.stringify(head);
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, (group = new Group(head, this.#options.maxExamples)));
    return group;
  }

  #through({ subject, permission, type }: Compared, change: Change, id: string): readonly string[] {
    const { before, after } = this.#comparison;
    const [side, answer] = isMore(change) ? [after, change.after] : [before, change.before];
    // Between denied and failed nothing was granted; and of a name that only one model has, only that one can be asked.
    if (answer === "failed" || answer === "denied") return [];
    const { now, context = {} } = this.#options;
    return throughOf(side, { subject: [subject], permission, object: { type, id }, resource: {}, context, now });
  }
}

/** The group that an unnamed subject is in on this object: on one that it has no answer of its own for, as on any other. */
function groupAt({ groups }: Everybody, id: string): Group | undefined {
  return groups.get(groups.has(id) ? id : WILDCARD);
}

/**
 * The groups that claim an answer of a named subject about one object: the one that the subject is in on everything, and the one that
 * everybody is in there. What everybody gains on everything claims nothing of whoever is an exception of it as a whole, nor
 * on an object where everybody is one.
 */
function claims(everything: Group | undefined, theirs: Group | undefined): readonly (Group | undefined)[] {
  if (everything?.head.everybody === true) return [theirs];
  return theirs?.head.everything === true ? [everything] : [everything, theirs];
}

/** Every id that either side, or the unnamed subject, has an answer of its own for. */
function idsOf({ before, after }: Compared, everybody: Everybody | undefined): readonly string[] {
  const theirs = everybody === undefined ? [] : [...everybody.compared.before.ids(), ...everybody.compared.after.ids()];
  return [...new Set([...before.ids(), ...after.ids(), ...theirs])].sort(compareText);
}

function changeAt({ before, after }: Compared, id: string): Change {
  return id === WILDCARD
    ? { before: before.generic, after: after.generic }
    : { before: before.at(id), after: after.at(id) };
}

function isSame(a: Change, b: Change): boolean {
  return a.before === b.before && a.after === b.after;
}
