import { STAR } from "./names.ts";

/** The groups that one subject is in, transitively. */
export interface Closure {
  /** For each kind of group the numbers of those that the subject is in for good, in order. */
  readonly certain: readonly Int32Array[];
  /** The same of those that it may be in, where what is special on the way counts. The same lists where nothing is. */
  readonly possible: readonly Int32Array[];
}

/** Whether the number is among those in order. */
export function contains(numbers: Int32Array, number: number): boolean {
  let low = 0;
  let high = numbers.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = numbers[middle] as number;
    if (found === number) return true;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Whether the subject is in that group: by itself, or in every group of the type. */
export function isIn(groups: Int32Array, group: number): boolean {
  return contains(groups, group) || groups[0] === STAR;
}
