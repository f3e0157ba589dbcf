import { sameObject, WILDCARD, type Outcome, type SubjectRef } from "@relata/model";
import type { YamlValue } from "../yaml/yaml-value.ts";
import type { Circumstances, Kind, QuestionParts } from "./question-parts.ts";
import { readMissing } from "./read-missing.ts";
import type { ExpectedList, ExpectedOutcome, ObjectsExpectation, SubjectsExpectation } from "./suite.ts";

const OBJECTS = ["subject", "permission", "type", "are", "context", "now"] as const;
const SUBJECTS = ["object", "permission", "type", "are", "resource", "context", "now"] as const;
const OUTCOMES = ["allowed", "conditional", "denied"] as const;

/** One entry of `objects`: the objects of a type on which the subject holds the permission. */
export function readObjects(
  value: YamlValue,
  parts: QuestionParts,
  around: Circumstances,
): readonly ObjectsExpectation[] {
  const field = value.fields(OBJECTS);
  const [subject, kind, name, are] = demanded(value, field, ["subject", "type", "permission", "are"]);
  const type = kind && parts.type(kind);
  const circumstances = parts.circumstances(around, { now: field("now"), context: field("context") });
  const subjects = subject && parts.subjects(subject);
  const permission = type === undefined || name === undefined ? undefined : parts.permission(type, name);
  const expected = type === undefined || are === undefined ? undefined : readList(are, { type }, parts);
  if (type === undefined || subjects === undefined || permission === undefined || expected === undefined) return [];
  const question = { subject: subjects, permission, type, ...circumstances };
  return [{ kind: "objects", place: value.place, question, expected }];
}

/** One entry of `subjects`: the subjects of a type, or of a kind of sets, that hold the permission on the object. */
export function readSubjects(
  value: YamlValue,
  parts: QuestionParts,
  around: Circumstances,
): readonly SubjectsExpectation[] {
  const field = value.fields(SUBJECTS);
  const [on, type, name, are] = demanded(value, field, ["object", "type", "permission", "are"]);
  const object = on && parts.object(on);
  const kind = type && parts.kind(type);
  const circumstances = parts.circumstances(around, { now: field("now"), context: field("context") });
  const permission = object === undefined || name === undefined ? undefined : parts.permission(object.type, name);
  const resource = object === undefined ? {} : parts.resource(object.type, field("resource"));
  const expected = kind === undefined || are === undefined ? undefined : readList(are, kind, parts);
  if (object === undefined || permission === undefined || kind === undefined || expected === undefined) return [];
  return [
    {
      kind: "subjects",
      place: value.place,
      question: { object, permission, ...kind, resource, ...circumstances },
      expected,
    },
  ];
}

function demanded<Name extends string>(
  value: YamlValue,
  field: (name: Name) => YamlValue | undefined,
  names: readonly Name[],
): readonly (YamlValue | undefined)[] {
  return names.map((name) => field(name) ?? value.refuse(`\`${name}\` is missing`));
}

/**
 * The whole of a list. A plain list of references is what is allowed. `allowed`, `conditional` and `denied` tell them
 * apart; `T:*` in one of them is everything of the type that is named in none.
 */
function readList(are: YamlValue, kind: Kind, parts: QuestionParts): ExpectedList {
  const list = new ListReading(kind, parts);
  if (!are.isRecord) list.addAll(are, "allowed");
  else {
    const field = are.fields(OUTCOMES);
    for (const outcome of OUTCOMES) {
      const value = field(outcome);
      if (value !== undefined) list.addAll(value, outcome);
    }
  }
  return list.expected();
}

class ListReading {
  readonly #kind: Kind;
  readonly #parts: QuestionParts;
  readonly #named = new Map<string, ExpectedOutcome>();

  constructor(kind: Kind, parts: QuestionParts) {
    this.#kind = kind;
    this.#parts = parts;
  }

  /** References, or of conditional ones, what each waits for. */
  addAll(value: YamlValue, outcome: Outcome): void {
    if (outcome === "conditional" && value.isRecord) {
      for (const [key, missing] of value.entries()) this.#add(key, { outcome, missing: readMissing(missing) });
    } else if (value.isList) for (const each of value.list()) this.#add(each, { outcome });
    else this.#add(value, { outcome });
  }

  expected(): ExpectedList {
    const named = new Map(this.#named);
    const rest = named.get(WILDCARD) ?? { outcome: "denied" };
    named.delete(WILDCARD);
    return { named, rest };
  }

  #add(value: YamlValue, expected: ExpectedOutcome): void {
    const reference = this.#parts.subject(value);
    if (reference === undefined) return;
    if (!this.#isListed(reference)) {
      const kind = this.#kind.relation === undefined ? this.#kind.type : `${this.#kind.type}#${this.#kind.relation}`;
      value.refuse(`\`${value.text() ?? ""}\` is not of the type \`${kind}\` that is listed`);
    } else if (this.#named.has(reference.id)) {
      value.refuse(`\`${value.text() ?? ""}\` stands twice in this list: name it once`);
    } else this.#named.set(reference.id, expected);
  }

  /** The wildcard of a list of sets is written as that of their type: a set of every object there is none. */
  #isListed(reference: SubjectRef): boolean {
    const isOfType = sameObject(reference, { type: this.#kind.type, id: reference.id });
    return isOfType && (reference.id === WILDCARD || reference.relation === this.#kind.relation);
  }
}
