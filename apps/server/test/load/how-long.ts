/** The long suite does the same with more connections, and for longer. */
export const isLong = process.env["RELATA_LONG"] === "1";

export const CONNECTIONS = isLong ? 256 : 32;
export const WATCHERS = 4;
/** How long nothing is amiss. */
export const STEADY_MS = isLong ? 60_000 : 2_000;
/** How long a database is away. */
export const AWAY_MS = isLong ? 3_000 : 500;
