import { formatInstant, type Instant } from "@relata/model";
import { formatIpAddress } from "./ip-address.ts";
import type { Parsed } from "./parsed.ts";

const NS_PER_SECOND = 1_000_000_000n;

/** The text that is read as the value again. */
export function formatParsed({ kind, value }: Parsed): string {
  switch (kind) {
    case "timestamp":
      return formatInstant(value as Instant);
    case "duration":
      return formatDuration(value);
    case "ipaddress":
      return formatIpAddress(value);
  }
}

/** `1h30m`, `-0.5s`, `0s`: hours, minutes and seconds, of which those that are zero are left out. */
function formatDuration(ns: bigint): string {
  const size = ns < 0n ? -ns : ns;
  const [hours, minutes] = [size / (3600n * NS_PER_SECOND), (size / (60n * NS_PER_SECOND)) % 60n];
  const [seconds, fraction] = [(size / NS_PER_SECOND) % 60n, size % NS_PER_SECOND];
  const digits = fraction === 0n ? "" : `.${fraction.toString().padStart(9, "0").replace(/0+$/, "")}`;
  const parts = [
    hours === 0n ? "" : `${hours}h`,
    minutes === 0n ? "" : `${minutes}m`,
    seconds === 0n && digits === "" ? "" : `${seconds}${digits}s`,
  ];
  return `${ns < 0n ? "-" : ""}${parts.join("") || "0s"}`;
}
