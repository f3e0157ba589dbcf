import { expect, test } from "vitest";
import type { Limiter, Taken } from "../src/index.ts";
import { keptLooks } from "../src/limits/kept-looks.ts";

const LIMITS = [{ limit: 5, windowSeconds: 60 }];

/** Counts of one name, that answers when it is told to, with what was counted when it was asked. */
function slowly() {
  const waiting: (() => void)[] = [];
  let [count, looks] = [0, 0];
  const limiter: Limiter = {
    take: (_name, [limit = { limit: 5, windowSeconds: 60 }], points = 1) => {
      count += points;
      if (points === 0) looks++;
      const taken: Taken = { limit, remaining: 5 - count, resetSeconds: 60, isRefused: false };
      return new Promise((resolve) => waiting.push(() => resolve(taken)));
    },
  };
  const answer = (): void => waiting.splice(0).forEach((one) => one());
  return { kept: keptLooks(limiter), answer, looks: () => looks };
}

test("what was looked at is known at once, until something is taken", async () => {
  const { kept, answer, looks } = slowly();
  const first = kept.take("ann", LIMITS, 0);
  answer();
  expect(await first).toMatchObject({ remaining: 5 });
  expect(kept.take("ann", LIMITS, 0)).toMatchObject({ remaining: 5 });
  const taking = kept.take("ann", LIMITS);
  answer();
  await taking;
  const after = kept.take("ann", LIMITS, 0);
  answer();
  expect(await after).toMatchObject({ remaining: 4 });
  expect(kept.take("ann", LIMITS, 0)).toMatchObject({ remaining: 4 });
  expect(looks()).toBe(2);
});

test("a look during which something is taken, or began to be, is not kept", async () => {
  const { kept, answer } = slowly();
  const look = kept.take("ann", LIMITS, 0);
  const taking = kept.take("ann", LIMITS);
  answer();
  expect(await look).toMatchObject({ remaining: 5 });
  await taking;
  const next = kept.take("ann", LIMITS, 0);
  answer();
  expect(await next).toMatchObject({ remaining: 4 });

  const begun = kept.take("ben", LIMITS);
  const during = kept.take("ben", LIMITS, 0);
  answer();
  await Promise.all([begun, during]);
  expect(kept.take("ben", LIMITS, 0)).toBeInstanceOf(Promise);
});
