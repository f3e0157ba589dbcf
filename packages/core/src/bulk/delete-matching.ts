import { Failure, isFailure, type ModelIndex, type Tuple } from "@relata/model";
import type { ConsistencyToken, Store, TupleFilter } from "@relata/store";
import { isEmptyFilter, toFilter, type FilterInput } from "../filter-input.ts";
import { nextTurn } from "../next-turn.ts";
import { toPrecondition, type PreconditionInput } from "../precondition-input.ts";
import { toPageLimit } from "./page-input.ts";

/** How to delete. */
export interface DeleteInput<P = PreconditionInput, Preview extends boolean = false> {
  /** Deletes so many in each transaction; all in one unless given. */
  readonly batch?: number;
  /** What must be so, in each of the transactions. */
  readonly preconditions?: readonly P[];
  /** Deletes nothing, and says what would be deleted. */
  readonly preview?: Preview;
  /** Told after each transaction how many have been deleted so far. */
  readonly onProgress?: (deleted: number) => void;
  /** Ends between two transactions. */
  readonly signal?: AbortSignal;
}

export interface Deleted {
  readonly deleted: number;
  readonly token: ConsistencyToken;
  /** False where the signal ended it. */
  readonly isComplete: boolean;
}

/** What would be deleted, as of one state. */
export interface DeletePreview {
  readonly count: number;
  /** Some of them, five at the most. */
  readonly examples: readonly Tuple[];
  readonly token: ConsistencyToken;
}

const MAX_EXAMPLES = 5;

/** @throws Failure `invalid_question`, and as `toFilter` */
export async function previewDelete(store: Store, index: ModelIndex, input: FilterInput): Promise<DeletePreview> {
  const filter = toNarrowFilter(index, input);
  const page = await store.tuples(filter, { limit: MAX_EXAMPLES, consistency: "latest" });
  const { value: count } = await store.count(filter, { consistency: { exactly: page.token } });
  return { count, examples: page.tuples, token: page.token };
}

/** @throws Failure `invalid_question`, `precondition_failed`, and as `toFilter`; `details.deleted` counts what is gone */
export async function deleteMatching(
  store: Store,
  index: ModelIndex,
  input: FilterInput,
  { batch, preconditions = [], onProgress, signal }: DeleteInput<PreconditionInput, boolean>,
): Promise<Deleted> {
  const filter = toNarrowFilter(index, input);
  const options = {
    preconditions: preconditions.map((precondition) => toPrecondition(index, precondition)),
    ...(batch !== undefined && { limit: toPageLimit(batch, "batch") }),
  };
  let deleted = 0;
  for (;;) {
    const done = await attempt(async () => store.deleteMatching(filter, options), deleted);
    deleted += done.deleted;
    onProgress?.(deleted);
    const { token, isComplete } = done;
    if (isComplete || signal?.aborted === true) return { deleted, token, isComplete };
    await nextTurn();
  }
}

/** @throws Failure `invalid_question` for a filter that every tuple matches */
function toNarrowFilter(index: ModelIndex, input: FilterInput): TupleFilter {
  const filter = toFilter(index, input, "invalid_question");
  if (!isEmptyFilter(filter)) return filter;
  throw new Failure(
    "invalid_question",
    'an empty filter would delete every tuple: name a part, such as `{ object: { type: "folder" } }`; a whole store is deleted with `relata.stores.delete`',
  );
}

async function attempt<T>(run: () => Promise<T>, deleted: number): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isFailure(error) || deleted === 0) throw error;
    const message = `${error.message}; ${deleted.toLocaleString("en")} tuples were deleted before`;
    throw new Failure(error.code, message, { cause: error, details: { deleted } });
  }
}
