import { RateLimiterPostgres } from "rate-limiter-flexible";
import { flexibleLimiter } from "../limits/flexible-limiter.ts";
import type { Limiter } from "../limits/limiter.ts";
import { keptLooks } from "../limits/kept-looks.ts";
import { swept, SWEPT_ROWS } from "../limits/swept.ts";
import type { PostgresKeyStore } from "./postgres-keys.ts";

/** What the library asks of a client. */
interface Query {
  readonly text: string;
  readonly values: (string | number | null)[];
}

/** Counts in the database of the keys: of all processes that use it. Cost: one statement for each limit of a request. */
export function postgresLimiter(store: PostgresKeyStore): Limiter {
  const { schema, prefix } = store.place;
  const storeClient = {
    query: async ({ text, values }: Query) => {
      const rows = await store.query(text, values);
      return { rows, rowCount: rows.length };
    },
  };
  const limiter = flexibleLimiter(
    ({ limit, windowSeconds }) =>
      new RateLimiterPostgres({
        storeClient,
        storeType: "client",
        schemaName: schema,
        tableName: `${prefix}limits`,
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: "",
        points: limit,
        duration: windowSeconds,
      }),
  );
  const counts = swept(limiter, async (overAt) => {
    const table = `"${schema.replaceAll('"', '""')}"."${prefix}limits"`;
    // Why skipped: of two processes that sweep at once, neither is to wait for the other.
    const due = `select key from ${table} where expire <= $1 limit $2 for update skip locked`;
    const { count } = await store.query(`delete from ${table} where key in (${due})`, [overAt, SWEPT_ROWS]);
    return count;
  });
  return keptLooks(counts, () => store.mark());
}
