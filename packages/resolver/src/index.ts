export { answerFrom } from "./answer.ts";
export { PENDING, type Answer, type Graph, type Pending, type SetKind, type Wanted } from "./graph.ts";
export { Memberships } from "./memberships.ts";
export { MemoryGraph } from "./memory-graph.ts";
export type { Plan } from "./plan.ts";
