export {
  authorized,
  type Authorized,
  type CountOptions,
  type Shape,
  type VisibleCount,
  type VisibleOptions,
} from "./authorized.ts";
export type { LiveStore } from "./live-store.ts";
export type { Database } from "./rows-of.ts";
export type { VisibleForm, VisibleQuestion } from "./typed-question.ts";
