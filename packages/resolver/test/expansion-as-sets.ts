import {
  and,
  FALSE,
  isSubjectSet,
  isWildcard,
  not,
  or,
  sameSubject,
  TRUE,
  type JsonObject,
  type ObjectRef,
  type SubjectRef,
  type Truth,
  type Tuple,
} from "@relata/model";
import type { Expansion, Tree } from "@relata/resolver";

type Policy = (name: string, parameters: JsonObject, object: ObjectRef) => Truth;
type Guess = ReadonlyMap<string, Truth>;

/**
 * Whether the subject is in the set that a deep expansion describes, from its data alone; undefined for a paradox. The
 * alternating fixpoint of its names: what is certain while exclusions take away all that is possible, and the other way round.
 */
export function isInSet({ names }: Expansion, subject: SubjectRef, policy: Policy): Truth | undefined {
  const keys = names.map(({ object, name }) => keyOf(object, name));
  const everywhere = (truth: Truth): Guess => new Map(keys.map((key) => [key, truth]));
  const least = (there: Guess, back: Guess): Guess => {
    const guess = new Map(everywhere(FALSE));
    for (let changed = true; changed;) {
      changed = false;
      for (const { object, name, tree } of names) {
        const isItself = sameSubject(subject, { ...object, relation: name });
        const truth = isItself ? TRUE : valueOf(tree, object, { subject, policy, here: guess, there, back });
        if (truth === guess.get(keyOf(object, name))) continue;
        guess.set(keyOf(object, name), truth);
        changed = true;
      }
    }
    return guess;
  };
  let [little, much] = [everywhere(FALSE), everywhere(TRUE)];
  for (let stable = false; !stable;) {
    const next = [least(much, little), least(little, much)] as const;
    stable = keys.every((key) => next[0].get(key) === little.get(key) && next[1].get(key) === much.get(key));
    [little, much] = next;
  }
  const root = keys[0] ?? "";
  return little.get(root) === much.get(root) ? little.get(root) : undefined;
}

interface Ground {
  readonly subject: SubjectRef;
  readonly policy: Policy;
  /** What names hold here, on the right of an exclusion, and on the right of one within that (docs/decisions/0003). */
  readonly here: Guess;
  readonly there: Guess;
  readonly back: Guess;
}

function valueOf(tree: Tree, at: ObjectRef, ground: Ground): Truth {
  const part = (of: Tree) => valueOf(of, at, ground);
  switch (tree.kind) {
    case "name":
      return ground.here.get(keyOf(tree.object, tree.name)) ?? fail(`${tree.name} is not expanded`);
    case "tuples":
      return tree.of
        .map(({ tuple, set }) => and(counts(tuple, at, ground), named(tuple, set, at, ground)))
        .reduce(or, FALSE);
    case "arrow": {
      const granted = tree.of.map(({ tuples, target }) =>
        and(
          tuples.map((tuple) => counts(tuple, at, ground)).reduce(or, FALSE),
          target === undefined ? FALSE : part(target),
        ),
      );
      if (tree.quantifier === "any") return granted.reduce(or, FALSE);
      return granted.length === 0 ? FALSE : granted.reduce(and, TRUE);
    }
    case "union":
      return tree.of.map(part).reduce(or, FALSE);
    case "intersection":
      return tree.of.map(part).reduce(and, TRUE);
    case "exclusion":
      return and(
        part(tree.from),
        not(valueOf(tree.less, at, { ...ground, here: ground.there, there: ground.back, back: ground.there })),
      );
    case "when":
      return and(part(tree.of), ground.policy(tree.policy, {}, tree.object));
    case "self":
      return sameSubject(ground.subject, tree.object) ? TRUE : FALSE;
    case "nil":
      return FALSE;
  }
}

function counts({ policy }: Tuple, at: ObjectRef, ground: Ground): Truth {
  return policy === undefined ? TRUE : ground.policy(policy.name, policy.parameters, at);
}

function named({ subject }: Tuple, set: Tree | undefined, at: ObjectRef, ground: Ground): Truth {
  if (sameSubject(subject, ground.subject)) return TRUE;
  if (set !== undefined) return valueOf(set, at, ground);
  const isPlain = !isSubjectSet(ground.subject) && !isSubjectSet(subject);
  return isPlain && isWildcard(subject) && subject.type === ground.subject.type ? TRUE : FALSE;
}

/** JSON, so that no two names meet. */
function keyOf({ type, id }: ObjectRef, name: string): string {
  return JSON.stringify([type, id, name]);
}

function fail(message: string): never {
  throw new Error(message);
}
