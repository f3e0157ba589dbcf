import { formatInstant, type Instant } from "@relata/model";

/** An instant as text that sorts by time: in UTC, with all nine digits, because a whole second would sort after its fractions. */
export function sortable(instant: Instant): string {
  const [seconds = "", digits = ""] = formatInstant(instant).slice(0, -1).split(".");
  return `${seconds}.${digits.padEnd(9, "0")}Z`;
}
