import { formatInstant, type Instant } from "@relata/model";

/**
 * Any answer as JSON for a machine: on one line, so that a file of answers has an answer a line. Instants are nanoseconds
 * in the model, which JSON cannot hold, and become RFC 3339 text.
 */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? formatInstant(part as Instant) : part))}\n`;
}
