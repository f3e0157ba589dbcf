export { canonicalChanges } from "./canonical-changes.ts";
export type {
  ChangeLog,
  EdgeRange,
  LogChange,
  LogPage,
  NumberedWrite,
  ModelChange,
  Revision,
  TupleChange,
  ValueChange,
  WindowEdge,
} from "./change-log.ts";
export { checkLimit } from "./check-limit.ts";
export { checkChanges } from "./check-changes.ts";
export type { Consistency, ReadOptions } from "./consistency.ts";
export { formatCursor, listOf, parseCursor, type CursorParts } from "./cursor.ts";
export type { Collected, CollectOptions } from "./garbage.ts";
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
export { matches } from "./matches.ts";
export { memoryStore, type MemoryStore, type MemoryStoreOptions } from "./memory/memory-store.ts";
export type { Migration, Migrations, MigrationStatus } from "./migrations.ts";
export type { ApplyOptions, ModelApplied, ModelEntry, ModelHistory, NewModel, StoredModel } from "./model-history.ts";
export type { AttributePage, Page, PageCursor, PageOptions, TuplePage } from "./paging.ts";
export {
  idempotencyMismatch,
  modelMoved,
  preconditionFailed,
  snapshotExpired,
  storeClosed,
  tokenNotReached,
  tupleExists,
  tuplesStranded,
} from "./refusals.ts";
export { runPlan } from "./run-plan.ts";
export type {
  AsyncStoreInTransaction,
  AttributeChange,
  Changes,
  Contents,
  DeletedMatching,
  DeleteOptions,
  MaybePromise,
  ObjectAttributes,
  Precondition,
  Read,
  Store,
  StoreInTransaction,
  StoreLoad,
  TransactionalStore,
  TupleFilter,
  Written,
} from "./store.ts";
export { SCAN_BATCH, type ScanBatch, type ScanOptions } from "./scan.ts";
export { checkStoreName } from "./store-name.ts";
export { MAIN_STORE, type Stores } from "./stores.ts";
export { reasonOf, Tally } from "./tally.ts";
export { storedInstant, storedJson, storedPolicy } from "./stored-values.ts";
export {
  formatToken,
  parseToken,
  requireTokenOf,
  tokenOfAnother,
  type ConsistencyToken,
  type TokenParts,
} from "./token.ts";
