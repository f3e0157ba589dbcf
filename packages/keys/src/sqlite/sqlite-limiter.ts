import { RateLimiterSQLite } from "rate-limiter-flexible";
import { flexibleLimiter } from "../limits/flexible-limiter.ts";
import type { Limiter } from "../limits/limiter.ts";
import { patiently } from "./patiently.ts";
import type { SqliteKeyStore } from "./sqlite-keys.ts";

/** Counts in the file of the keys: of all processes that have it open. Cost: one small write for each limit of a request. */
export function sqliteLimiter(store: SqliteKeyStore): Limiter {
  const limiter = flexibleLimiter(
    ({ limit, windowSeconds }) =>
      new RateLimiterSQLite({
        storeClient: store.client,
        storeType: "better-sqlite3",
        tableName: `${store.prefix}limits`,
        tableCreated: true,
        keyPrefix: "",
        points: limit,
        duration: windowSeconds,
      }),
  );
  return { take: (name, limits, points) => patiently(() => limiter.take(name, limits, points), store.busyTimeoutMs) };
}
