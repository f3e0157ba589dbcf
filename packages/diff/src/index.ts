export { diffModels } from "./changes/diff-models.ts";
export type { ChangedPart, ModelChange } from "./changes/model-change.ts";
