export { checkChanges } from "./check-changes.ts";
export { memoryStore, type MemoryStore, type MemoryStoreOptions } from "./memory-store.ts";
export { preconditionFailed, storeClosed, tupleExists } from "./refusals.ts";
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
export { formatToken } from "./token.ts";
