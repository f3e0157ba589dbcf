import { residual } from "@relata/abac";
import {
  isFailure,
  sameObject,
  type Instant,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type Policy,
} from "@relata/model";
import type { PolicyStep } from "@relata/resolver";
import { ID } from "../conditions.ts";
import { both } from "../policy/cases.ts";
import { casesOf, type AttributeCases } from "../policy/of-attribute.ts";
import { translate, type ReadPath } from "../policy/translate.ts";
import { allOf, LEFT_OUT, UNKNOWN, type Truths } from "../policy/truths.ts";
import type { SayPolicy } from "./read-reason.ts";

/** All that is known when rules are made of an open answer. */
export interface Known {
  readonly index: ModelIndex;
  /** The one object that a check would be told the resource of. */
  readonly object: ObjectRef;
  /** What is stored of it. */
  readonly resource: JsonObject;
  /** What is stored of the subject. */
  readonly subject: JsonObject;
  readonly context: JsonObject;
  readonly action: string;
  readonly now: Instant;
  /** Whether the application provides attributes of such objects: then a missing attribute is one that was found to be. */
  readonly isProvided: boolean;
}

/** Says what policies ask of the resource, beyond what is known. */
export function sayPolicies(known: Known): SayPolicy {
  return (step, parameters) => {
    const policy = known.index.policies.get(step.policy);
    // A check is told nothing of other objects.
    if (policy === undefined || !sameObject(step.object, known.object)) return UNKNOWN;
    const left = leftOf(policy, known, parameters);
    if (left === undefined) return LEFT_OUT;
    const read = reader(known, step);
    const required = left.required.map((path) => presence(read(path)));
    const whole = translate(left.body, read);
    // While something that it requires is absent, the whole of it is unknown.
    const present = allOf(required);
    return {
      yes: both(whole.yes, present.yes),
      no: both(whole.no, present.yes),
      isExact: whole.isExact && present.isExact,
    };
  };
}

/** What is left once everything is known that is not of the resource; undefined where that is too large. */
function leftOf(policy: Policy, known: Known, parameters: JsonObject | undefined): Policy | undefined {
  const { index, object, resource, subject, context, action, now } = known;
  const knowledge = { resource, subject, context, action, now, parameters: parameters ?? {} };
  try {
    return residual(policy, index, knowledge, { resource: index.types.get(object.type)?.definition });
  } catch (error) {
    if (isFailure(error, "budget_exceeded")) return undefined;
    throw error;
  }
}

function reader({ index, object, isProvided }: Known, { missing }: PolicyStep): ReadPath {
  const attributes = index.types.get(object.type)?.definition.attributes ?? [];
  // A plain parameter is missing as what a request may supply it by.
  const isMissing = (path: string) => missing.some((one) => one.path === path || one.path === `context.${path}`);
  return (path) => {
    const [root, name = "", ...further] = path.split(".");
    if (root !== "resource") return isMissing(path) ? "absent" : "other";
    const attribute = attributes.find((one) => one.name === name);
    if (attribute === undefined || further.length > 0 || (isProvided && !isMissing(path))) return "other";
    if (attribute.trusted) return "absent";
    return isField(name) ? (casesOf(attribute) ?? "other") : "other";
  };
}

/** Whether CASL reads the name as that of a field: no path, no operator, and nothing that every object has. */
function isField(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && name !== ID && !(name in Object.prototype);
}

function presence(side: AttributeCases | "absent" | "other"): Truths {
  if (side === "absent") return UNKNOWN;
  return side === "other" ? LEFT_OUT : side.present;
}
