import type { Sql } from "postgres";
import type { Wire } from "./session.ts";

/** Statements on a client of our own. */
export function ownWire(client: Sql): Wire {
  return {
    async run(text, parameters, prepare) {
      const rows: readonly unknown[] = await client.unsafe(text, [...parameters], { prepare }).execute();
      // The driver answers a list of results where there are several statements, and else the one.
      return (Array.isArray(rows.at(-1)) ? rows.at(-1) : rows) as readonly object[];
    },
  };
}
