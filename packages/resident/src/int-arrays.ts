/** Whether two arrays in order have a number in common. Cost: of both together. */
export function share(a: Int32Array, b: Int32Array): boolean {
  let [i, k] = [0, 0];
  while (i < a.length && k < b.length) {
    const [one, other] = [a[i] as number, b[k] as number];
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
