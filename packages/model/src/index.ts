export { admits, formatSubjectType, refusal } from "./admission.ts";
export { closest, didYouMean } from "./closest.ts";
export type { Decision, Lasting, Missing, Outcome } from "./decision.ts";
export { Failure, FAILURES, isFailure, type FailureCode, type FailureOptions } from "./failure.ts";
export { idProblem, MAX_ID_BYTES, utf8Length } from "./identifier.ts";
export { earlier, formatInstant, instantFromMs, parseInstant, type Instant } from "./instant.ts";
export { canonicalJson, fromEntries, isJsonObject, own, sameJson, type Json, type JsonObject } from "./json.ts";
export type {
  Attribute,
  Field,
  Model,
  Parameter,
  Permission,
  Policy,
  Relation,
  SubjectType,
  TypeDefinition,
} from "./model.ts";
export { leadsFrom, type Lead } from "./leads.ts";
export { indexModel, isStored, type ModelIndex, type TypeIndex } from "./model-index.ts";
export { compareObjects, compareSubjects, compareText, compareTuples } from "./order.ts";
export { parseObject, parseSubject, splitObject, toObject, toSubject } from "./parse-reference.ts";
export { followed, placeKey, rewriteOf, samePlace, targetName, variantsOf, type Place } from "./place.ts";
export { policiesOf } from "./policies-of.ts";
export {
  formatObject,
  formatSubject,
  isSubjectSet,
  isWildcard,
  sameObject,
  sameSubject,
  WILDCARD,
  type ObjectRef,
  type SubjectRef,
} from "./reference.ts";
export {
  operands,
  type Arrow,
  type Computed,
  type Exclusion,
  type Intersection,
  type Nil,
  type Rewrite,
  type Self,
  type This,
  type Union,
  type When,
} from "./rewrite.ts";
export { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from "./truth.ts";
export { inWindow, nextEdge, sameKey, type Tuple, type TupleKey, type TuplePolicy } from "./tuple.ts";
export { toInstant, tupleFromObject, type InstantInput, type TupleObject } from "./tuple-object.ts";
export { formatKey, formatTuple, parseTuple } from "./tuple-text.ts";
export { formatValueType, SCALAR_KINDS, type ScalarKind, type ValueType } from "./value-type.ts";
