import type { Sql } from "postgres";
import { lastAnswer } from "./last-answer.ts";
import type { Wire } from "./session.ts";

/** Statements on a client of our own. */
export function ownWire(client: Sql): Wire {
  return {
    async run(text, parameters, prepare) {
      return lastAnswer(await client.unsafe(text, [...parameters], { prepare }).execute()) as readonly object[];
    },
  };
}
