import { formatInstant, type Instant, type Json } from "@relata/model";

/**
 * What an answer of the engine is in JSON: instants, nanoseconds there, are RFC 3339 text. Why any JSON is unknown here: it contains
 * itself, and would be written out again at each place of the type of the client.
 */
export type Sent<T> = [Json] extends [T] ? unknown : SentPart<T>;

type SentPart<T> = T extends bigint
  ? string
  : T extends string
    ? T
    : T extends readonly (infer One)[]
      ? Sent<One>[]
      : T extends object
        ? { -readonly [K in keyof T]: Sent<T[K]> }
        : T;

/** The answer as it is sent. Its depth is that of the model's expressions, or what requests may have. */
export function sent<T>(value: T): Sent<T> {
  return converted(value) as Sent<T>;
}

function converted(value: unknown): unknown {
  if (typeof value === "bigint") return formatInstant(value as Instant);
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== "object" || value === null) return value;
  // `fromEntries` makes a property of `__proto__`, where an assignment would not.
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, converted(part)]));
}
