import { didYouMean, Failure, isJsonObject, type ModelIndex } from "@relata/model";
import type { Changes } from "@relata/store";
import { toAttributeChange, type AttributeInput } from "./attribute-input.ts";
import { toPrecondition, type PreconditionInput } from "./precondition-input.ts";
import { toKey, toTuple, type TupleInput } from "./tuple-input.ts";

/** Tuples to touch, or every kind of change. All are applied, or none is. */
export type WriteInput = readonly TupleInput[] | ChangesInput;

export interface ChangesInput {
  /** Written whether or not they are there; a new policy or window replaces the old one. */
  readonly touch?: readonly TupleInput[];
  /** Written only if they are not there. */
  readonly create?: readonly TupleInput[];
  readonly delete?: readonly TupleInput[];
  readonly attributes?: readonly AttributeInput[];
  readonly preconditions?: readonly PreconditionInput[];
  /**
   * Names this write, 1 to 256 characters, so that it can be sent again where its outcome was lost: a second write of that
   * name and the same changes writes nothing, and is answered as the first. Kept as long as history is.
   */
  readonly idempotencyKey?: string;
}

const LISTS = ["touch", "create", "delete", "attributes", "preconditions"] as const;
const PARTS = [...LISTS, "idempotencyKey"] as const;

/**
 * What a store is told to write: every tuple admitted by the model, every attribute declared and of its type.
 *
 * @throws Failure as `toTuple`, and `invalid_attributes`
 */
export function toChanges(index: ModelIndex, input: WriteInput): Changes {
  if (isTupleList(input)) return { touch: input.map((tuple) => toTuple(index, tuple)) };
  checkForm(input);
  const { idempotencyKey } = input;
  return {
    touch: (input.touch ?? []).map((tuple) => toTuple(index, tuple)),
    create: (input.create ?? []).map((tuple) => toTuple(index, tuple)),
    delete: (input.delete ?? []).map((tuple) => toKey(index, tuple)),
    attributes: (input.attributes ?? []).map((change) => toAttributeChange(index, change)),
    preconditions: (input.preconditions ?? []).map((precondition) => toPrecondition(index, precondition)),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

function isTupleList(input: WriteInput): input is readonly TupleInput[] {
  return Array.isArray(input);
}

/** @throws Failure `invalid_tuple` where a part has another form; what the lists hold is judged one by one */
function checkForm(input: unknown): void {
  if (!isJsonObject(input)) {
    throw new Failure("invalid_tuple", `a write is a list of tuples, or \`{ ${PARTS.join(", ")} }\``);
  }
  const stray = Object.keys(input).find((key) => !PARTS.some((part) => part === key));
  // Why: a part with a name that nothing reads would be a write that silently does nothing.
  if (stray !== undefined) {
    throw new Failure(
      "invalid_tuple",
      `a write has no part \`${stray}\`${didYouMean(stray, PARTS)} (its parts are ${PARTS.join(", ")})`,
    );
  }
  const wrong = LISTS.find((part) => input[part] !== undefined && !Array.isArray(input[part]));
  if (wrong !== undefined) throw new Failure("invalid_tuple", `\`${wrong}\` of a write must be a list`);
  const { idempotencyKey = "" } = input;
  if (typeof idempotencyKey === "string") return;
  throw new Failure("invalid_tuple", "`idempotencyKey` of a write must be text");
}
