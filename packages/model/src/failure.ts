/**
 * Every way in which relata fails, with what it means. The table is closed: code and documentation name these and no
 * others. A failure is never a denial and never an approval.
 */
export const FAILURES = {
  invalid_model: "the model file has errors; `diagnostics` lists them all",
  model_unreadable: "the model file is missing, not text, or too large",
  invalid_reference: "a reference is not of the form `type:id` or `type:id#relation`, or its id is not allowed",
  invalid_tuple: "a tuple is not well formed, or its value does not fit its policy",
  invalid_question: "a question lacks a part, or a part has the wrong form",
  invalid_attributes: "an attribute is not declared, or its value is not of its type",
  unknown_type: "the model has no type of that name",
  unknown_relation: "the type has no relation of that name",
  unknown_permission: "the type has no relation or permission of that name",
  unknown_policy: "the model has no policy of that name",
  not_admitted: "the relation does not admit that kind of subject",
  tuple_exists: "a tuple to be created is there already",
  precondition_failed: "what the write depends on does not hold",
  idempotency_mismatch: "the idempotency key named another write before",
  tuples_stranded: "live tuples or attributes do not fit the model that was to be applied",
  unknown_model: "no model of that number has been applied to the store",
  policy_failed: "a policy met a value of the wrong type, or another error, and the answer depends on it",
  provider_failed: "the attributes that the application provides could not be fetched, or do not fit",
  not_expressible: "what is asked has no form in SQL that answers exactly as a check would",
  paradox: "the answer depends on its own negation",
  budget_exceeded: "the evaluation visited more nodes than its budget, or an answer is larger than it may be",
  deadline_exceeded: "the question took longer than its deadline",
  aborted: "the signal that was given with the question ended it",
  invalid_transaction: "what was given is not an open transaction on the database of the store",
  invalid_consistency_token: "a consistency token is none that this store gave",
  invalid_cursor: "a cursor is none that was given for this list",
  invalid_store: "the name of a store is empty, too long, or holds control characters",
  token_not_reached: "the state that a consistency token names did not come in time",
  snapshot_expired: "history no longer reaches back to the state that was asked for",
  not_resident: "the store is larger than a view in memory may be",
  store_unavailable: "the store did not answer",
  store_unreadable: "the file is not a relata database, or it is damaged",
  store_outdated: "the tables are not those of this version of relata, and it may not change them",
  store_newer: "the database was written by a newer version of relata",
  unknown_key: "there is no key of that id",
  invalid_key: "a key cannot be made or changed so: its life, limits, addresses, owner or tuples do not fit",
  key_revoked: "a key that is revoked stays revoked, and one that is not cannot be purged",
  forbidden: "the caller may not do that",
  invalid_settings: "a setting is missing, or cannot be right",
  signing_key_unreadable: "a stored signing key cannot be decrypted or used, or there is none",
  closed: "the store has been closed",
} as const;

export type FailureCode = keyof typeof FAILURES;

export interface FailureOptions {
  readonly cause?: unknown;
  /** More about the failure, as plain data that may be shown to the caller. */
  readonly details?: unknown;
}

/** The one class of failure that relata throws. The message says what, where and how to mend it. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly details: unknown;

  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }
}

export function isFailure(error: unknown, code?: FailureCode): error is Failure {
  return error instanceof Failure && (code === undefined || error.code === code);
}
