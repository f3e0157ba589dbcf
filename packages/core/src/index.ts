export type { Answers } from "./answers.ts";
export type { AttributeProvider, AttributeProviders, ProvidedRows } from "./attribute-provider.ts";
export type { Attributes } from "./attributes.ts";
export type { Deleted, DeleteInput, DeletePreview } from "./bulk/delete-matching.ts";
export type { ExportInput } from "./bulk/export-records.ts";
export type { ImportInput } from "./bulk/import-batch.ts";
export type { Imported, ImportOptions, ImportProgress, ImportSource } from "./bulk/import-records.ts";
export type { ImportTextOptions } from "./bulk/bulk.ts";
export type { PageInput, TupleListing } from "./bulk/tuple-listing.ts";
export type { CollectInput, HistoryOptions } from "./collector.ts";
export type { ConsistencyInput, StateInput } from "./consistency-input.ts";
export { createRelata } from "./create-relata.ts";
export { mermaidExpansion, mermaidExplanation } from "./explanation-text/mermaid-explanation.ts";
export { renderExpansion } from "./explanation-text/render-expansion.ts";
export { renderExplanation, type RenderOptions } from "./explanation-text/render-explanation.ts";
export type { Colour, Role } from "./explanation-text/draw.ts";
export { sayMiss } from "./explanation-text/say-miss.ts";
export { sayMissing } from "./explanation-text/say-leaf.ts";
export { formatFacts, parseFacts, type Facts, type Mistake } from "./facts.ts";
export type { AsyncInTransaction } from "./async-in-transaction.ts";
export type { InTransaction } from "./in-transaction.ts";
export type { Foundation } from "./foundation.ts";
export type { Inside, TransactionOf } from "./inside.ts";
export {
  Listing,
  type Listed,
  type ListedPermission,
  type ListedSeveral,
  type ListingPage,
  type ListingPageInput,
} from "./listing.ts";
export type { Permissions } from "./permissions-input.ts";
export { toCircumstances, toPermission, toSubjects, toType } from "./question-input.ts";
export { decisionsOf, type Decisions } from "./observing/decisions.ts";
export {
  QUESTION_NAMES,
  STORE_OPERATIONS,
  type EngineEvent,
  type EngineObserver,
  type EventFailure,
  type QuestionEvent,
  type QuestionName,
  type StoreCall,
  type StoreOperation,
} from "./observing/engine-event.ts";
export { judgeBy } from "./models/judge-by.ts";
export { modelHash } from "./models/model-hash.ts";
export type { ApplyModelOptions, ModelPlan } from "./models/model-plan.ts";
export type { Pinned } from "./pinned.ts";
export { renderTrace } from "./policies/render-trace.ts";
export { tryPolicy, type PolicyInput, type PolicyTrial } from "./policies/try-policy.ts";
export { readModel, type ReadModel } from "./read-model.ts";
export type { RelataOptions } from "./relata-options.ts";
export { Relata } from "./relata.ts";
export type { ResidentOptions } from "./resident/resident-options.ts";
export type { ResidentState, ResidentStatus } from "./resident/resident-status.ts";
export type { Tenants } from "./tenants.ts";
export type { InstantInput, TupleObject } from "./tuple-input.ts";
export type { FilterInput, PreconditionInput } from "./typed/filter-form.ts";
export type { Fit } from "./typed/fit.ts";
export type { NameAt, NameOf, RelationOf, TypeName, TypeOf } from "./typed/names.ts";
export type { ObjectInput } from "./typed/object-input.ts";
export type {
  CheckInput,
  CheckItem,
  Circumstances,
  ExpandInput,
  ListObjectsInput,
  ListSubjectsInput,
  PermissionsOfInput,
  PermissionsOnInput,
  ResourceOf,
} from "./typed/question-form.ts";
export type { Closed, Schema, TypedModel, TypeSchema } from "./typed/schema.ts";
export type { SubjectForm, SubjectInput } from "./typed/subject-input.ts";
export type { TupleInput } from "./typed/tuple-form.ts";
export type { TupleText } from "./typed/tuple-text-form.ts";
export type { AttributeInput, ChangesInput, WriteInput } from "./typed/write-form.ts";
export { View } from "./view.ts";
export { eventData } from "./watch/event-data.ts";
export type { CheckpointEvent, RevisionEvent, WatchEvent, WindowEvent } from "./watch/watch-event.ts";
export type { WatchCursor } from "./watch/watch-cursor.ts";
export type { Watch, WatchInput } from "./watch/watch.ts";
export {
  Failure,
  FAILURES,
  formatInstant,
  isFailure,
  type Decision,
  type FailureCode,
  type Instant,
  type Json,
  type Missing,
  type Model,
} from "@relata/model";
export type { CheckOutcome, ConditionalPermission, Expansion, Explanation, Miss } from "@relata/resolver";
export type {
  Collected,
  ConsistencyToken,
  Contents,
  LogChange,
  ModelApplied,
  ModelEntry,
  Store,
  StoredModel,
  StoreLoad,
  Stranded,
  TuplePage,
  Written,
} from "@relata/store";
export { formatOf, TRANSFER_FORMATS, type TransferFormat, type TransferRecord } from "@relata/transfer";
