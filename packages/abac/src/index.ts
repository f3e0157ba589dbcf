export type { PolicySite } from "./analyse.ts";
export { attributeRefusal } from "./attribute-refusal.ts";
export type { BodyProblem } from "./body-limits.ts";
export { compilePolicy } from "./compile-policy.ts";
export { hasDefault, operationOf, pathOf, type Operation } from "./operation.ts";
export { OPERATOR_NAMES, operatorShape, REFUSED_OPERATORS, type OperatorShape } from "./operator-shape.ts";
export { policyProblems } from "./policy-problems.ts";
export { residual } from "./residual/residual.ts";
export { decidingClauses, type ClauseRead, type DecidingClause } from "./trace/deciding-clauses.ts";
export { tracePolicy, type Clause, type ClauseOutcome, type PolicyTrace } from "./trace/trace.ts";
export { tupleRefusal } from "./tuple-refusal.ts";
export { valueProblem } from "./value-problem.ts";
export {
  PROBLEM_CODES,
  type CompiledPolicy,
  type PolicyKnowledge,
  type PolicyProblem,
  type PolicyProblemCode,
  type PolicyScope,
  type PolicyVerdict,
} from "./verdict.ts";
