import { expect, test } from "vitest";
import { isFailure, type FailureCode } from "@relata/model";
import type { MaybePromise, Store } from "../store.ts";

/** Makes a new, empty store. Each test opens its own, and closes it. */
export type OpenStore = () => MaybePromise<Store>;

/** Declares one promise of the port as a test on a fresh store. */
export function promise(open: OpenStore, sentence: string, keep: (store: Store) => Promise<void>): void {
  // oxlint-disable-next-line vitest/valid-title, vitest/expect-expect -- the caller brings the sentence and expects
  test(sentence, async () => {
    const store = await open();
    try {
      await keep(store);
    } finally {
      await store.close();
    }
  });
}

/** Runs what a store may do at once or later; a throw of either kind becomes a rejection. */
export async function attempt<T>(act: () => MaybePromise<T>): Promise<T> {
  return act();
}

/** Expects the act to fail with the code, whether at once or later, and answers the failure. */
export async function expectFailure(code: FailureCode, act: () => MaybePromise<unknown>): Promise<Error> {
  const outcome = await attempt(act).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ name: "Failure", code });
  if (!isFailure(outcome)) throw new TypeError("expected a Failure");
  return outcome;
}
