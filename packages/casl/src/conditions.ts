import type { Case } from "./policy/cases.ts";
import type { Bound, Domain, Range } from "./policy/domain.ts";

/** Conditions of a rule, as CASL's own matcher reads them: plain JSON, all of which must hold. */
export type Conditions = { readonly [field: string]: FieldConditions };

export type FieldConditions = { readonly [operator: string]: unknown };

/** The field of a resource that names the object. */
export const ID = "id";

/**
 * The conditions of a case. Law: CASL's matcher finds them to hold exactly of resources that have, as properties of their own, values
 * of these domains; of plain data, that is what JSON can carry, `undefined`, `NaN`, dates, and objects that would be written as text.
 *
 * Why so many operators: the matcher reads `undefined < 5`, `null >= 0`, `"500" <= 1000`, `true > 0` and `[1, "a"] <= 5` as true, and
 * looks for a value among the elements of a list. Nothing less than these keeps a rule from being wider than the policy.
 */
export function conditionsOf(one: Case): Conditions {
  return Object.fromEntries([...one].flatMap(([field, domain]) => ofField(field, domain)));
}

function ofField(field: string, domain: Domain): readonly (readonly [string, FieldConditions])[] {
  return [
    [field, { $exists: true, ...valueIn(domain, field === ID ? AN_ID : A_TEXT) }],
    // Why: whatever is an object, a list or a date lacks a property of that name, which reads as null; of any other value nothing is asked.
    [`${field}.-1`, { $ne: null }],
  ];
}

function valueIn(domain: Domain, pattern: string): FieldConditions {
  switch (domain.kind) {
    case "one_of":
      return { $in: domain.values };
    case "text":
      return textIn(domain, pattern);
    case "number":
      return numberIn(domain);
  }
}

// A pattern holds of texts alone.
/** What a policy takes for text is no longer. */
const A_TEXT = "^[^]{0,100000}$";
/** As ids are, as far as a pattern tells it. */
const AN_ID = "^[^\\s#\\x00-\\x1f\\x7f-\\x9f]{1,1024}$";

function textIn({ from, to, except }: Range, pattern: string): FieldConditions {
  return {
    $regex: pattern,
    ...(from !== undefined && { [from.isIn ? "$gte" : "$gt"]: from.value }),
    ...(to !== undefined && { [to.isIn ? "$lte" : "$lt"]: to.value }),
    ...(except !== undefined && { $nin: except }),
  };
}

const LOWEST: Bound = { value: -Number.MAX_VALUE, isIn: true };
const HIGHEST: Bound = { value: Number.MAX_VALUE, isIn: true };

/**
 * Beside the bounds stand two texts. A number lies between them, since it is compared with the infinities that they read as. No text
 * does: texts are compared by letters, and `-` comes behind `+`. A `bigint` is above neither, as neither reads as one.
 */
function numberIn({ from = LOWEST, to = HIGHEST, except = [] }: Range): FieldConditions {
  return {
    [from.isIn ? "$gte" : "$gt"]: from.value,
    [from.isIn ? "$gt" : "$gte"]: "-Infinity",
    [to.isIn ? "$lte" : "$lt"]: to.value,
    [to.isIn ? "$lt" : "$lte"]: "+Infinity",
    $nin: [null, true, false, ...except],
  };
}
