import { RateLimiterPostgres } from "rate-limiter-flexible";
import { flexibleLimiter } from "../limits/flexible-limiter.ts";
import type { Limiter } from "../limits/limiter.ts";
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
      const rows = await (await store.opened()).unsafe(text, values);
      return { rows, rowCount: rows.length };
    },
  };
  return flexibleLimiter(
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
}
