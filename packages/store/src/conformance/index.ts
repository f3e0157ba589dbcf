export { changeText } from "./change-text.ts";
export { faultsOf } from "./concurrency/faults-of.ts";
export type { DoneRead, DoneWrite, History, ReadKind } from "./concurrency/history.ts";
export { work, type Work } from "./concurrency/work.ts";
export { describeStore, type StoreSuiteOptions } from "./describe-store.ts";
export { logAsContents } from "./log-as-contents.ts";
export type { OpenStore } from "./open-store.ts";
