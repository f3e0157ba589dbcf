import {
  isSubjectSet,
  isWildcard,
  variantsOf,
  type ObjectRef,
  type Policy,
  type SubjectRef,
  type SubjectType,
  type Tuple,
} from "@relata/model";
import type { Evaluation } from "../evaluation.ts";
import { PENDING } from "../graph.ts";
import { PathMap } from "../path-map.ts";
import type { Shape } from "../shape.ts";

/** Sets that are looked into below one relation. */
const MAX_SETS = 50;

/**
 * The tuple that names the subject under the relation, as the model admits it: without a policy if it may be, else with one
 * that needs no parameters in the tuple. Undefined where neither is admitted.
 */
export function tupleThatFits(
  shape: Shape,
  object: ObjectRef,
  relation: string,
  subject: SubjectRef,
): Tuple | undefined {
  const variants = variantsOf(shape.index, object.type, relation);
  const fitting = variants.filter((variant) => admitsSubject(variant, subject));
  const variant =
    fitting.find(({ policy }) => policy === undefined) ??
    fitting.find(({ policy }) => needsNothing(shape.index.policies.get(policy ?? "")));
  if (variant === undefined) return undefined;
  const { policy } = variant;
  return {
    object: { type: object.type, id: object.id },
    relation,
    subject,
    ...(policy !== undefined && { policy: { name: policy, parameters: {} } }),
  };
}

/**
 * The groups that stand on the relation, and those in them, breadth first: to be put into one of them may be enough. Sets that
 * are computed have names in the reason, and leaves of their own.
 */
export function setsOn(
  evaluation: Evaluation,
  object: ObjectRef,
  relation: string,
): readonly (SubjectRef & { readonly relation: string })[] {
  const { graph, shape } = evaluation;
  const seen = new PathMap<true>();
  const found: (SubjectRef & { readonly relation: string })[] = [];
  let place: { readonly object: ObjectRef; readonly relation: string } | undefined = { object, relation };
  for (let i = 0; place !== undefined && found.length < MAX_SETS; place = asPlace(found[i++])) {
    const tuples = graph.sets(place.object, place.relation);
    for (const tuple of tuples === PENDING ? [] : tuples) {
      const { subject } = tuple;
      if (!isSubjectSet(subject) || !shape.isGroup(subject.type, subject.relation) || !evaluation.exists(tuple))
        continue;
      const path = [subject.type, subject.id, subject.relation];
      if (seen.get(path)) continue;
      seen.set(path, true);
      found.push(subject);
    }
  }
  return found;
}

function asPlace(set: (SubjectRef & { readonly relation: string }) | undefined) {
  return set === undefined ? undefined : { object: { type: set.type, id: set.id }, relation: set.relation };
}

function admitsSubject({ type, relation, wildcard }: SubjectType, subject: SubjectRef): boolean {
  return type === subject.type && relation === subject.relation && (wildcard === true) === isWildcard(subject);
}

function needsNothing(policy: Policy | undefined): boolean {
  return policy !== undefined && policy.parameters.every(({ tuple }) => !tuple);
}
