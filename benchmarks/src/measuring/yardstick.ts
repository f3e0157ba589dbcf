import { Random } from "../workload/random.ts";
import { median } from "./statistics.ts";

const IDS = 100_000;
const LOOKS = 20_000;
const RUNS = 15;

/**
 * What one machine is compared with another by: the nanoseconds of one look into a `Map` of a hundred thousand ids, by texts that were
 * made elsewhere. It costs what questions in text cost: hashes, and memory that is not near.
 */
export function yardstickNanos(): number {
  const ids = new Map(Array.from({ length: IDS }, (_, n) => [`document-${n}`, n]));
  const random = new Random(1);
  const wanted = Array.from({ length: LOOKS }, () => random.below(IDS));
  const texts = wanted.map((n) => `document-${n}`);
  const expected = wanted.reduce((sum, n) => sum + n, 0);
  const runs = Array.from({ length: RUNS }, () => {
    const fresh = texts.map((text) => Buffer.from(text).toString());
    const start = performance.now();
    let sum = 0;
    for (const text of fresh) sum += ids.get(text) ?? 0;
    const took = performance.now() - start;
    if (sum !== expected) throw new Error("the yardstick is wrong");
    return (took * 1e6) / LOOKS;
  });
  return median(runs);
}
