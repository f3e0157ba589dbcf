import type { Tuple } from "@relata/model";
import type { Names } from "./names.ts";
import { STAR } from "./numbers.ts";
import { Rows } from "./rows.ts";

/** Between which objects and subjects tuples stand: `folder#viewer@group#member`. */
export interface EdgeKind {
  readonly type: string;
  readonly relation: string;
  readonly subjectType: string;
  /** Where the subjects are sets. */
  readonly subjectRelation?: string;
}

/**
 * All tuples of one kind, as edges between numbers of objects and of subjects, in both directions; wildcards are `STAR`. Plain ones are
 * numbers alone. What more is to be known of, a policy, a window, or that the model does not admit it, is `special`: it is kept as
 * a tuple.
 */
export class Edges {
  readonly kind: EdgeKind;
  readonly objects: Names;
  readonly subjects: Names;
  /** Plain ones: subjects by object. */
  readonly forward = new Rows();
  /** Plain ones: objects by subject. */
  readonly reverse = new Rows();
  readonly #specials = new Map<number, Map<number, Tuple>>();
  readonly #specialUses = new Map<number, Map<number, Tuple>>();

  #specialCount = 0;

  constructor(kind: EdgeKind, objects: Names, subjects: Names) {
    this.kind = kind;
    this.objects = objects;
    this.subjects = subjects;
  }

  /** Whether nothing was there before. */
  put(object: number, subject: number, special?: Tuple): boolean {
    const wasThere = this.delete(object, subject);
    if (special === undefined) {
      this.forward.add(object, subject);
      this.reverse.add(subject, object);
    } else {
      this.#specialCount++;
      entry(this.#specials, object).set(subject, special);
      entry(this.#specialUses, subject).set(object, special);
    }
    return !wasThere;
  }

  /** Whether a plain edge joins them. Cost: a search in the shorter of the two sets. */
  joins(object: number, subject: number): boolean {
    const { forward, reverse } = this;
    const on = forward.head(object);
    if (on <= 0) return forward.holds(on, subject);
    const of = reverse.head(subject);
    if (of <= 0) return reverse.holds(of, object);
    return forward.countAt(on) <= reverse.countAt(of) ? forward.holds(on, subject) : reverse.holds(of, object);
  }

  /** How many there are. */
  get size(): number {
    return this.forward.size + this.#specialCount;
  }

  /** Bytes of the plain ones, and an estimate of the special ones. */
  get bytes(): number {
    return this.forward.bytes + this.reverse.bytes + this.#specialCount * BYTES_OF_SPECIAL;
  }

  /** A plain edge that is known to be new, in a graph that is being loaded. */
  append(object: number, subject: number): void {
    this.forward.append(object, subject);
    this.reverse.append(subject, object);
  }

  /** Whether it was there. */
  delete(object: number, subject: number): boolean {
    return this.#deletePlain(object, subject) || this.#deleteSpecial(object, subject);
  }

  /** The tuple of the two. */
  find(object: number, subject: number): Tuple | undefined {
    if (this.forward.has(object, subject)) return this.#tuple(object, subject);
    return this.#specials.get(object)?.get(subject);
  }

  /** Whether a special tuple stands on the object, or on all objects of its type. */
  isSpecialOn(object: number): boolean {
    return this.#specials.size > 0 && (this.#specials.has(object) || this.#specials.has(STAR));
  }

  /** Whether a special tuple stands on them. */
  isSpecial(object: number, subject: number): boolean {
    return this.#specials.size > 0 && this.#specials.get(object)?.has(subject) === true;
  }

  /** Whether a special tuple has the subject. */
  isSpecialOf(subject: number): boolean {
    return this.#specialUses.has(subject);
  }

  /** The objects of special tuples that have the subject. */
  specialOf(subject: number): Iterable<number> {
    return this.#specialUses.get(subject)?.keys() ?? [];
  }

  /** All tuples on the object. In no order. */
  *on(object: number): Generator<Tuple> {
    const count = this.forward.count(object);
    for (let i = 0; i < count; i++) yield this.#tuple(object, this.forward.at(object, i));
    yield* this.#specials.get(object)?.values() ?? [];
  }

  /** All tuples of the subject. In no order. */
  *of(subject: number): Generator<Tuple> {
    const count = this.reverse.count(subject);
    for (let i = 0; i < count; i++) yield this.#tuple(this.reverse.at(subject, i), subject);
    yield* this.#specialUses.get(subject)?.values() ?? [];
  }

  isOn(object: number): boolean {
    return this.forward.count(object) > 0 || this.#specials.has(object);
  }

  isOf(subject: number): boolean {
    return this.reverse.count(subject) > 0 || this.#specialUses.has(subject);
  }

  #deletePlain(object: number, subject: number): boolean {
    return this.forward.delete(object, subject) && this.reverse.delete(subject, object);
  }

  #deleteSpecial(object: number, subject: number): boolean {
    if (!forget(this.#specials, object, subject)) return false;
    this.#specialCount--;
    return forget(this.#specialUses, subject, object);
  }

  #tuple(object: number, subject: number): Tuple {
    const { type, relation, subjectType, subjectRelation } = this.kind;
    const named = { type: subjectType, id: this.subjects.id(subject) };
    return {
      object: { type, id: this.objects.id(object) },
      relation,
      subject: subjectRelation === undefined ? named : { ...named, relation: subjectRelation },
    };
  }
}

/** Of a tuple that is kept whole, with its places in two maps; by measurement. */
const BYTES_OF_SPECIAL = 600;

type Shelf = Map<number, Map<number, Tuple>>;

function entry(shelf: Shelf, key: number): Map<number, Tuple> {
  let found = shelf.get(key);
  if (found === undefined) shelf.set(key, (found = new Map()));
  return found;
}

function forget(shelf: Shelf, key: number, value: number): boolean {
  const found = shelf.get(key);
  if (found?.delete(value) !== true) return false;
  if (found.size === 0) shelf.delete(key);
  return true;
}
