import { compareTuples, WILDCARD, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import { PathMap } from "./path-map.ts";

/**
 * The upward closure of one subject: every tuple through which it may be in a group, found in one recursive query.
 *
 * Law: the least set of tuples on the given kinds of sets (`group#member`) such that each tuple's subject is the subject
 * itself, or the wildcard of its type if it is a plain one, or a set that a tuple already found leads to. A tuple on
 * `group:*` leads to every `group:x` of its relation. Policies and windows are not looked at: the closure may be too
 * large, never too small, and the resolver judges each tuple on its way down.
 */
export class Memberships {
  readonly #leading = new PathMap<Tuple[]>();

  /** All tuples of the closure, in canonical order. */
  readonly tuples: readonly Tuple[];

  constructor(tuples: Iterable<Tuple>) {
    this.tuples = [...tuples].sort(compareTuples);
    for (const tuple of this.tuples) {
      this.#leading.entry([tuple.object.type, tuple.object.id, tuple.relation], () => []).push(tuple);
    }
  }

  /** The tuples of the closure that stand on the set, those on the wildcard object of its type last. */
  into(object: ObjectRef, relation: string): readonly Tuple[] {
    const here = this.#leading.get([object.type, object.id, relation]) ?? [];
    if (object.id === WILDCARD) return here;
    const everywhere = this.#leading.get([object.type, WILDCARD, relation]);
    return everywhere === undefined ? here : [...here, ...everywhere];
  }

  /** Whether the closure leads to the set at all: if not, nothing stored puts the subject in it. */
  leadTo(set: SubjectRef & { readonly relation: string }): boolean {
    return this.into(set, set.relation).length > 0;
  }
}
