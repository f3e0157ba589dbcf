export { changeText } from "./change-text.ts";
export { describeStore, type StoreSuiteOptions } from "./describe-store.ts";
export { logAsContents } from "./log-as-contents.ts";
export type { OpenStore } from "./open-store.ts";
