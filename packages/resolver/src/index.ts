export { PENDING, type Answer, type Graph, type Pending, type SetKind, type Wanted } from "./graph.ts";
export { Memberships } from "./memberships.ts";
export type { Plan } from "./plan.ts";
