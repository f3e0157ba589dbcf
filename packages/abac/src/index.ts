export { compilePolicy } from "./compile-policy.ts";
export { policyProblems } from "./policy-problems.ts";
export { valueProblem } from "./value-problem.ts";
export type { CompiledPolicy, PolicyProblem, PolicyProblemCode, PolicyScope, PolicyVerdict } from "./verdict.ts";
export type { BodyProblem } from "./body-limits.ts";
