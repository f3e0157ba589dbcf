import { createRelata, readModel, type Relata, type WriteInput } from "@relata/core";
import type { Store } from "@relata/store";

const { model } = readModel(`model 1
type user
type doc {
  attribute size: int
  relation viewer: user
}
`);

/** How many writes are under way at one time: each lane has one. */
export const LANES = 8;
/** How many tuples one makes. */
export const TUPLES = 3;

export const engineOver = (store: Store): Promise<Relata> => createRelata({ model, store });

export const tupleOf = (n: number, part: number): string => `doc:${n}/${part}#viewer@user:${n % LANES}`;

/** Write `n`: some tuples, an attribute, and the end of a tuple of the write before it in its lane. */
export function numberedWrite(n: number): WriteInput {
  return {
    touch: Array.from({ length: TUPLES }, (_, part) => tupleOf(n, part)),
    ...(n >= LANES && { delete: [tupleOf(n - LANES, 0)] }),
    attributes: [{ object: `doc:${n}/0`, set: { size: n } }],
  };
}

/** Writes from `from` to before `to`, one lane after the numbers that are its own; tells of each that is acknowledged. */
export async function writeNumbered(
  relata: Relata,
  [from, to]: readonly [number, number],
  onDone: (n: number) => void,
  onFailed: (n: number, error: unknown) => void,
): Promise<void> {
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (let n = from + lane; n < to; n += LANES) {
      await relata.write(numberedWrite(n)).then(
        () => onDone(n),
        (error: unknown) => onFailed(n, error),
      );
    }
  });
  await Promise.all(lanes);
}
