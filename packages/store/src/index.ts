export { checkChanges } from "./check-changes.ts";
export {
  countStranded,
  MAX_EXAMPLES,
  type AttributeKind,
  type Judge,
  type Judgement,
  type Stranded,
  type StrandedAttributes,
  type StrandedTuples,
  type TupleKind,
} from "./judge.ts";
export { memoryStore, type MemoryStore, type MemoryStoreOptions } from "./memory-store.ts";
export type { ApplyOptions, ModelApplied, ModelEntry, ModelHistory, NewModel, StoredModel } from "./model-history.ts";
export { modelMoved, preconditionFailed, storeClosed, tupleExists, tuplesStranded } from "./refusals.ts";
export { runPlan } from "./run-plan.ts";
export type {
  AttributeChange,
  Changes,
  ConsistencyToken,
  Contents,
  MaybePromise,
  ObjectAttributes,
  Precondition,
  Read,
  Store,
  StoreInTransaction,
  TransactionalStore,
  TupleFilter,
  Written,
} from "./store.ts";
export { reasonOf, Tally } from "./tally.ts";
export { storedInstant, storedJson, storedPolicy } from "./stored-values.ts";
export { formatToken } from "./token.ts";
