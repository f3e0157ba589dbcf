/**
 * Whether two runs of numbers in order have one in common: of `a` from `i` to before `end`, and of `b` from `k` to before `last`. Cost: of both
 * together. Why places and not arrays: to make two of those would cost more than most runs.
 */
export function share(a: Int32Array, i: number, end: number, b: Int32Array, k: number, last: number): boolean {
  while (i < end && k < last) {
    const one = a[i] as number;
    const other = b[k] as number;
    if (one === other) return true;
    if (one < other) i++;
    else k++;
  }
  return false;
}

/** The array with more room: for so many numbers at least, and half as many again as it had. */
export function grown(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
