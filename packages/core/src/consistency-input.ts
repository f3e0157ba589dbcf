import { Failure, isJsonObject } from "@relata/model";
import { parseToken, type Consistency, type ConsistencyToken, type ReadOptions } from "@relata/store";

/**
 * Which state to read.
 *
 * - `fast`, unless another is given: a recent one. What was written through this engine is in it.
 * - `latest`: all that was acknowledged before.
 * - `atLeast` a token: what the token names is in it, and perhaps more.
 * - `exactly` a token: the state right after what the token names, however often it is read.
 */
export type ConsistencyInput = "fast" | "latest" | { readonly atLeast: string } | { readonly exactly: string };

/** What everything that reads takes. */
export interface StateInput {
  readonly consistency?: ConsistencyInput;
}

const FORMS = '`"fast"`, `"latest"`, `{ atLeast: token }` or `{ exactly: token }`';

/** @throws Failure `invalid_question` for a consistency of another form; `invalid_consistency_token` for text that is no token */
export function toReadOptions({ consistency }: StateInput): ReadOptions {
  return consistency === undefined ? {} : { consistency: toConsistency(consistency) };
}

/** Text that has the form of a token. Whether it is one of this store, the store says. @throws Failure `invalid_consistency_token` */
export function toToken(text: unknown): ConsistencyToken {
  if (typeof text !== "string")
    throw new Failure("invalid_consistency_token", "a token is text: pass one on as it came");
  parseToken(text as ConsistencyToken);
  return text as ConsistencyToken;
}

/** Why so strict: a misspelt consistency would be an answer of another state, and nobody would see it. */
function toConsistency(input: unknown): Consistency {
  if (input === "fast" || input === "latest") return input;
  if (isJsonObject(input) && Object.keys(input).length === 1) {
    if (input["atLeast"] !== undefined) return { atLeast: toToken(input["atLeast"]) };
    if (input["exactly"] !== undefined) return { exactly: toToken(input["exactly"]) };
  }
  throw new Failure("invalid_question", `\`consistency\` is ${FORMS}`);
}

/** @throws Failure `invalid_question` where a state is chosen of what is of one state */
export function refuseConsistency({ consistency }: StateInput): void {
  if (consistency === undefined) return;
  throw new Failure(
    "invalid_question",
    "`consistency` cannot be chosen here: a view, and a transaction, are of one state; open the view of another with `at({ consistency })`",
  );
}
