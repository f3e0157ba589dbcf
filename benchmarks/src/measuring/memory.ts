/** Bytes of the heap and of arrays beside it that are in use, once nothing else is. Needs `--expose-gc`. */
export function usedBytes(): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("memory is measured under `node --expose-gc`");
  // Once is not enough: what a first run finalises, a second frees.
  for (let run = 0; run < 3; run++) gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
