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
  TupleFilter,
  Written,
} from "./store.ts";
