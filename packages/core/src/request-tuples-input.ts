import { Failure, formatKey, isFailure, type ModelIndex, type Tuple } from "@relata/model";
import { checkChanges } from "@relata/store";
import { toTuple, type TupleInput } from "./tuple-input.ts";

/**
 * The tuples that a request brings along, each judged as one that is written.
 *
 * @throws Failure `invalid_question` where they are no list; as `toTuple`, naming the place in the list, also in `details`
 */
export function toRequestTuples(index: ModelIndex, input: readonly TupleInput[] | undefined): readonly Tuple[] {
  if (input === undefined) return [];
  if (!Array.isArray(input)) throw new Failure("invalid_question", "`tuples` must be a list of tuples");
  const places = new Map<string, number>();
  return input.map((given: TupleInput, i) =>
    at(i, () => {
      const tuple = toTuple(index, given);
      checkChanges({ touch: [tuple] });
      refuseAgain(places, tuple, i);
      return tuple;
    }),
  );
}

/** Why: of two tuples of one key, which one counts would be decided by an order. */
function refuseAgain(places: Map<string, number>, tuple: Tuple, i: number): void {
  const { object, relation, subject } = tuple;
  // JSON, not joined text: no choice of ids makes two keys meet.
  const key = JSON.stringify([object.type, object.id, relation, subject.type, subject.id, subject.relation ?? null]);
  const before = places.get(key);
  if (before !== undefined) {
    throw new Failure("invalid_tuple", `\`${formatKey(tuple)}\` stands at \`tuples[${before}]\` too: name it once`);
  }
  places.set(key, i);
}

function at<T>(place: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isFailure(error)) throw error;
    const details = { tuple: place };
    throw new Failure(error.code, `\`tuples[${place}]\`: ${error.message}`, { cause: error, details });
  }
}
