export type { AttributeInput } from "./attribute-input.ts";
export type { ChangesInput, WriteInput } from "./changes-input.ts";
export { createRelata } from "./create-relata.ts";
export { renderExplanation, type RenderOptions } from "./explanation-text/render-explanation.ts";
export type { Colour, Role } from "./explanation-text/draw.ts";
export { sayMissing } from "./explanation-text/say-leaf.ts";
export { formatFacts, parseFacts, type Facts } from "./facts.ts";
export { Listing, type Listed } from "./listing.ts";
export type { CheckInput, Circumstances, ListObjectsInput, ListSubjectsInput, SubjectInput } from "./question-input.ts";
export { judgeBy } from "./models/judge-by.ts";
export { modelHash } from "./models/model-hash.ts";
export type { ApplyModelOptions, ModelPlan } from "./models/model-plan.ts";
export { readModel, type ReadModel } from "./read-model.ts";
export { Relata, type RelataOptions } from "./relata.ts";
export type { InstantInput, TupleInput, TupleObject } from "./tuple-input.ts";
export { View } from "./view.ts";
export { Failure, FAILURES, isFailure, type Decision, type FailureCode, type Missing, type Model } from "@relata/model";
export type { Explanation } from "@relata/resolver";
export type {
  ConsistencyToken,
  Contents,
  ModelApplied,
  ModelEntry,
  Store,
  StoredModel,
  Stranded,
  Written,
} from "@relata/store";
