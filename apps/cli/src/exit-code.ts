import type { Decision, FailureCode } from "@relata/core";

/** The question was well put, and could not be answered: a script may try again. */
export const NOT_ANSWERED = 4;

/** What was given is wrong, and stays wrong: an option, a model, a tuple, a question. */
export const BAD_INPUT = 3;

/** The model is fine but for its warnings, and these were to fail it. */
export const WARNED = 1;

/** What was to be changed stays as it is: it is refused, not wanted after all, or not there. */
export const REFUSED = 1;

/** There is something to do that a dry run, or a look, leaves undone. */
export const WOULD_CHANGE = 1;

/** A generated file is not what the model says now. */
export const STALE = 1;

/** What a decision ends with. A script that only asks whether it is zero is never let in by mistake. */
export const EXIT_CODE_OF_OUTCOME: Readonly<Record<Decision["outcome"], number>> = {
  allowed: 0,
  denied: 1,
  conditional: 2,
};

/**
 * What a failure ends with: never with the 1 of a denial, and never with the 0 of an approval. The table is total, so a
 * new code of failure does not compile before somebody has decided which it is.
 */
export const EXIT_CODE_OF_FAILURE: Readonly<Record<FailureCode, typeof BAD_INPUT | typeof NOT_ANSWERED>> = {
  invalid_model: BAD_INPUT,
  model_unreadable: BAD_INPUT,
  invalid_reference: BAD_INPUT,
  invalid_tuple: BAD_INPUT,
  invalid_question: BAD_INPUT,
  invalid_attributes: BAD_INPUT,
  unknown_type: BAD_INPUT,
  unknown_relation: BAD_INPUT,
  unknown_permission: BAD_INPUT,
  unknown_policy: BAD_INPUT,
  not_admitted: BAD_INPUT,
  tuple_exists: NOT_ANSWERED,
  precondition_failed: NOT_ANSWERED,
  tuples_stranded: NOT_ANSWERED,
  idempotency_mismatch: BAD_INPUT,
  unknown_model: BAD_INPUT,
  policy_failed: NOT_ANSWERED,
  provider_failed: NOT_ANSWERED,
  paradox: NOT_ANSWERED,
  budget_exceeded: NOT_ANSWERED,
  deadline_exceeded: NOT_ANSWERED,
  aborted: NOT_ANSWERED,
  invalid_transaction: BAD_INPUT,
  invalid_consistency_token: BAD_INPUT,
  invalid_cursor: BAD_INPUT,
  invalid_store: BAD_INPUT,
  snapshot_expired: NOT_ANSWERED,
  token_not_reached: NOT_ANSWERED,
  not_resident: NOT_ANSWERED,
  not_expressible: NOT_ANSWERED,
  store_unavailable: NOT_ANSWERED,
  store_unreadable: NOT_ANSWERED,
  store_newer: NOT_ANSWERED,
  store_outdated: NOT_ANSWERED,
  unknown_key: BAD_INPUT,
  invalid_key: BAD_INPUT,
  key_revoked: NOT_ANSWERED,
  forbidden: NOT_ANSWERED,
  invalid_settings: BAD_INPUT,
  signing_key_unreadable: NOT_ANSWERED,
  closed: NOT_ANSWERED,
};
