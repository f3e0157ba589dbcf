import { RateLimiterSQLite } from "rate-limiter-flexible";
import { flexibleLimiter } from "../limits/flexible-limiter.ts";
import type { Limiter } from "../limits/limiter.ts";
import { keptLooks } from "../limits/kept-looks.ts";
import { swept, SWEPT_ROWS } from "../limits/swept.ts";
import { patiently, promptly } from "./patiently.ts";
import type { SqliteKeyStore } from "./sqlite-keys.ts";

/** Counts in the file of the keys: of all processes that have it open. Cost: one small write for each limit of a request. */
export function sqliteLimiter(store: SqliteKeyStore): Limiter {
  const { client, busyTimeoutMs } = store;
  const tableName = `${store.prefix}limits`;
  const limiter = flexibleLimiter(
    ({ limit, windowSeconds }) =>
      new RateLimiterSQLite({
        storeClient: client,
        storeType: "better-sqlite3",
        tableName,
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: "",
        points: limit,
        duration: windowSeconds,
      }),
  );
  const over = client.prepare(
    `delete from "${tableName}" where key in (select key from "${tableName}" where expire <= ? limit ${SWEPT_ROWS})`,
  );
  const counts = swept(
    { take: (name, limits, points) => patiently(() => limiter.take(name, limits, points), busyTimeoutMs) },
    (overAt) => over.run(overAt).changes,
  );
  // SQLite does not say of a connection's own changes that something changed.
  const changes = client.prepare<[], number>("select total_changes()").pluck();
  return keptLooks(counts, () => promptly(() => `${store.version} ${changes.get()}`, busyTimeoutMs));
}
