import { formatInstant, type Instant } from "@relata/model";

/** Any answer as JSON for a machine: on one line, instants as RFC 3339. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? formatInstant(part as Instant) : part))}\n`;
}
