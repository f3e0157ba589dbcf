/**
 * How many of the first `count` things fit, where more of them are never smaller. Cost: log `count` measurements.
 */
export function fitting(count: number, sizeOf: (count: number) => number, maxBytes: number): number {
  let [fits, tooMany] = [0, count + 1];
  while (tooMany - fits > 1) {
    const half = Math.floor((fits + tooMany) / 2);
    if (sizeOf(half) <= maxBytes) fits = half;
    else tooMany = half;
  }
  return fits;
}
