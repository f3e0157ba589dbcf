import { WILDCARD } from "@relata/model";
import type { Answer, Wanted } from "@relata/resolver";
import { reachedFrom } from "./reached-from.ts";
import type { Scope } from "./scope.ts";
import type { State } from "./states.ts";
import { toTuple } from "./tuple-row.ts";

/** Beyond so many tuples, about fourteen megabytes of them, what is known of groups is forgotten. */
const MOST_TUPLES = 50_000;

type Memberships = Extract<Wanted, { readonly ask: "memberships" }>;

/**
 * What was found out of the newest state of a store, and is so until the next write: whether types have tuples on their wildcard object,
 * and the groups of subjects.
 *
 * Law: it changes no answer. Two states of one number have the same rows, but in a transaction of the application, where a savepoint may
 * take back a write and the next one has its number: there, and in the past, nothing is kept.
 */
export class KnownState {
  readonly #scope: Scope;
  readonly #mostTuples: number;
  #number = -1;
  readonly #wildcardObjects = new Map<string, boolean>();
  readonly #memberships = new Map<string, Answer>();
  #tuples = 0;

  /** @param mostTuples any from 0 on, and no answer changes */
  constructor(scope: Scope, mostTuples = MOST_TUPLES) {
    this.#scope = scope;
    this.#mostTuples = mostTuples;
  }

  /** Whether any tuple is on the wildcard object of the type: where none is, nobody need look for it beside each object. */
  hasWildcardObject(state: State, type: string): boolean {
    // Why so: to look for one that is not there is never wrong.
    if (!this.#isNewest(state)) return true;
    let has = this.#wildcardObjects.get(type);
    if (has === undefined) {
      const { statements, store } = this.#scope;
      has = statements.live.onObject.get({ store, type, id: WILDCARD }) !== undefined;
      this.#wildcardObjects.set(type, has);
    }
    return has;
  }

  /** The tuples of the closure that `Memberships` is. */
  memberships(state: State, wanted: Memberships): Answer {
    if (!this.#isNewest(state)) return climbed(this.#scope, state, wanted);
    const name = JSON.stringify([wanted.subject, wanted.through]);
    let known = this.#memberships.get(name);
    if (known === undefined) {
      known = climbed(this.#scope, state, wanted);
      this.#tuples += 1 + known.tuples.length;
      if (this.#tuples > this.#mostTuples) this.#forgetMemberships();
      else this.#memberships.set(name, known);
    }
    return known;
  }

  /** Whether the state is of now, and so may be known. What was known of one before is forgotten then. */
  #isNewest({ number, at }: State): boolean {
    if (at !== undefined || this.#scope.isInside === true) return false;
    if (number === this.#number) return true;
    this.#number = number;
    this.#wildcardObjects.clear();
    this.#forgetMemberships();
    return true;
  }

  #forgetMemberships(): void {
    this.#memberships.clear();
    this.#tuples = 0;
  }
}

function climbed(scope: Scope, state: State, wanted: Memberships) {
  return { tuples: reachedFrom(scope, state, wanted).map(toTuple) };
}

const ofScopes = new WeakMap<Scope, KnownState>();

/** What is known of the store, seen so. */
export function knownState(scope: Scope): KnownState {
  let known = ofScopes.get(scope);
  if (known === undefined) ofScopes.set(scope, (known = new KnownState(scope)));
  return known;
}
