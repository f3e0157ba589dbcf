import { formatInstant, type Instant } from "@relata/model";

/** What an answer of the engine is in JSON: instants, nanoseconds there, are RFC 3339 text. */
export type Sent<T> = T extends bigint
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
