export { MOST_VISITS } from "./named.ts";
export { QuickCheck, type ListedIds } from "./quick-check.ts";
export { ResidentGraph } from "./resident-graph.ts";
export { ALLOWED, DENIED, UNSURE, type Verdict } from "./verdict.ts";
