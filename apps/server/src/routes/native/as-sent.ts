/** A value of JSON, in which nothing is undefined: to the library, absent and undefined are not the same. */
export type AsSent<T> = T extends readonly (infer One)[]
  ? AsSent<One>[]
  : T extends object
    ? { [K in keyof T]: AsSent<Exclude<T[K], undefined>> }
    : T;

/** What a request carries, as the library takes it. Schemas say of a field that may be absent that it may be undefined. */
export function asSent<T>(value: T): AsSent<T> {
  return value as AsSent<T>;
}
