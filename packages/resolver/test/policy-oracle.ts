import { compilePolicy, policyProblems } from "@relata/abac";
import {
  canonicalJson,
  indexModel,
  isSubjectSet,
  sameObject,
  type JsonObject,
  type ObjectRef,
  type SubjectRef,
  type Truth,
} from "@relata/model";
import type { World, WorldQuestion } from "@relata/spec";

/** What a policy says where it stands, from the world and the question alone: no resolver is asked. */
export function policyOracle(
  { model, attributes }: World,
  question: Omit<WorldQuestion, "permission" | "subject"> & { readonly permission: string },
  subject: SubjectRef,
): (name: string, parameters: JsonObject, object: ObjectRef) => Truth {
  const index = indexModel(model);
  const stored = (of: ObjectRef): JsonObject => attributes.find(({ object }) => sameObject(object, of))?.values ?? {};
  const known = new Map<string, Truth>();
  return (name, parameters, object) => {
    const key = canonicalJson([name, parameters, object.type, object.id]);
    const truth = known.get(key) ?? said(name, parameters, object);
    known.set(key, truth);
    return truth;
  };

  function said(name: string, parameters: JsonObject, object: ObjectRef): Truth {
    const policy = index.policies.get(name);
    const definition = index.types.get(object.type)?.definition;
    if (policy === undefined || definition === undefined) throw new Error(`no policy ${name} on ${object.type}`);
    const trusted = new Set(definition.attributes.filter((each) => each.trusted).map((each) => each.name));
    const supplied = Object.entries(question.resource).filter(([key]) => !trusted.has(key));
    const isAsked = sameObject(object, question.object);
    const site = policyProblems(policy, index, { resource: definition }).length === 0 ? { resource: definition } : {};
    return compilePolicy(
      policy,
      index,
      site,
    )({
      resource: { ...(isAsked && Object.fromEntries(supplied)), ...stored(object) },
      subject: isSubjectSet(subject) ? {} : stored(subject),
      context: question.context,
      parameters,
      action: question.permission,
      now: question.now,
    }).truth;
  }
}
