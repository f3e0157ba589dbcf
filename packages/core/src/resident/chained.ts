import type { MaybePromise } from "@relata/store";

/** What comes next: at once where there is nothing to wait for. */
export function chained<T, U>(value: MaybePromise<T>, go: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(go) : go(value);
}
