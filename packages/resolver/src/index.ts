export { answerFrom } from "./answer.ts";
export { closure } from "./closure.ts";
export { PENDING, type Answer, type Graph, type Pending, type SetKind, type Use, type Wanted } from "./graph.ts";
export { Memberships } from "./memberships.ts";
export { MemoryGraph } from "./memory-graph.ts";
export { PathMap } from "./path-map.ts";
export type { Ask, Plan } from "./plan.ts";
export { check, explain } from "./check.ts";
export { checkMany, type CheckOutcome } from "./check-many.ts";
export { drive } from "./drive.ts";
export { expand, type ExpandQuestion } from "./expand/expand.ts";
export {
  treesBelow,
  type ArrowLeaf,
  type ArrowTree,
  type ExpandedName,
  type Expansion,
  type NameTree,
  type Tree,
  type TupleLeaf,
  type TuplesTree,
} from "./expand/expansion.ts";
export {
  stepsBelow,
  walkSteps,
  type ArrowStep,
  type Explanation,
  type NamedReason,
  type NameStep,
  type PolicyStep,
  type Reason,
  type Step,
  type TupleStep,
} from "./explanation.ts";
export type { AttributeMiss, Miss, ReplaceMiss } from "./nearest/miss.ts";
export { interruptible } from "./interruptible.ts";
export type { Limits, Work } from "./limits.ts";
export { LoadedGraph } from "./loaded-graph.ts";
export { ProvidedAttributes } from "./provided-attributes.ts";
export { DEFAULT_BUDGET, type Question } from "./question.ts";
export {
  permissionNames,
  permissionsOf,
  type AskedObject,
  type ConditionalPermission,
  type HeldPermissions,
  type PermissionsQuestion,
} from "./permissions-of.ts";
export { shapeOf, type Shape } from "./shape.ts";
export { withTuples } from "./request-tuples.ts";
export {
  theGrant,
  type Grant,
  type Granted,
  type GrantedRow,
  type List,
  type ListPage,
  type PageOf,
  type Rest,
  type Row,
} from "./list.ts";
export { anyReads, type PolicyRoot } from "./policy-reads.ts";
export { listObjects, pageOfObjects, type ObjectsQuestion, type SeveralOfObjects } from "./list-objects.ts";
export { listSubjects, pageOfSubjects, type SeveralOfSubjects, type SubjectsQuestion } from "./list-subjects.ts";
export type { ScopeOf } from "./reach/scope.ts";
