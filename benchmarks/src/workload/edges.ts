import type { Tuple } from "@relata/model";

/** One kind of tuple of an organisation, whose ids are numbers. */
export interface EdgeKind {
  readonly type: string;
  readonly relation: string;
  /** Whose numbers its subjects are; `people` are users and, behind them, keys. */
  readonly subjects: "people" | "group" | "folder";
}

/** The tuples of one kind: by object, in the order in which they were made. */
export class Edges {
  readonly kind: EdgeKind;
  readonly #byObject: number[][] = [];
  readonly #bySubject: number[][] = [];
  #count = 0;

  constructor(kind: EdgeKind) {
    this.kind = kind;
  }

  get count(): number {
    return this.#count;
  }

  /** Whether the tuple is new. */
  add(object: number, subject: number): boolean {
    const subjects = (this.#byObject[object] ??= []);
    // The shorter of both, since a folder may have a hundred thousand documents and a document has one.
    const objects = (this.#bySubject[subject] ??= []);
    if (subjects.length < objects.length ? subjects.includes(subject) : objects.includes(object)) return false;
    subjects.push(subject);
    objects.push(object);
    this.#count++;
    return true;
  }

  of(object: number): readonly number[] {
    return this.#byObject[object] ?? [];
  }

  /** The objects that the subject stands on. */
  with(subject: number): readonly number[] {
    return this.#bySubject[subject] ?? [];
  }

  *tuples(people: (n: number) => { readonly type: string; readonly id: string }): Generator<Tuple> {
    const { type, relation, subjects } = this.kind;
    for (const [object, held] of this.#byObject.entries()) {
      for (const n of held ?? []) yield { object: { type, id: idOf(type, object) }, relation, subject: subjectOf(n) };
    }
    function subjectOf(n: number): Tuple["subject"] {
      if (subjects === "people") return people(n);
      const id = idOf(subjects, n);
      return subjects === "group" ? { type: subjects, id, relation: "member" } : { type: subjects, id };
    }
  }
}

/** Ids that say what they are of, as long as those of applications are. */
export function idOf(type: string, n: number): string {
  return `${type}-${n}`;
}
