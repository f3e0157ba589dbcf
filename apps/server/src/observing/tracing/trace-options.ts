/** What spans are made of besides requests and questions to the engine. */
export interface TraceOptions {
  /** A span for each call to the store, below that of its question. Default: none. */
  readonly storeCalls?: boolean;
  /** The id of the key of whoever called, as `enduser.id` of its request. Default: none, because traces are read by many. */
  readonly callers?: boolean;
}
