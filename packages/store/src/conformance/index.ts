export { describeStore, type StoreSuiteOptions } from "./describe-store.ts";
export type { OpenStore } from "./open-store.ts";
