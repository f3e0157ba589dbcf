import { createHash } from "node:crypto";
import type { TablesOptions } from "./tables/tables.ts";

/** The channel on which the sequencer tells that writes were numbered: one for each set of tables. Fits into any name. */
export function channelOf({ schema, prefix }: Required<TablesOptions>): string {
  return `relata_${createHash("sha256").update(`${schema} ${prefix}`).digest("hex").slice(0, 32)}`;
}
