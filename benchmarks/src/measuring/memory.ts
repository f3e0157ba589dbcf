import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes of the heap and of arrays beside it that are in use, once nothing else is. */
export function usedBytes(): number {
  // Once is not enough: what a first run finalises, a second frees.
  for (let run = 0; run < 3; run++) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
