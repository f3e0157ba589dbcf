import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import type { ConsistencyToken } from "@relata/store";
import { afterAll } from "vitest";
import { databaseAt, type DatabaseOptions } from "../src/database-at.ts";
import { Engine } from "../src/engine.ts";
import { PostgresStore } from "../src/postgres-store.ts";
import { stateOptions, type StateOptions } from "../src/state-options.ts";
import { writeTuples } from "../src/write-tuples.ts";

/** A store with what is beneath it: as another process would be. Closed after the test file. */
export interface Process {
  readonly store: PostgresStore;
  readonly engine: Engine;
  /** Writes in a transaction that stays open for so long before it commits. */
  readonly writeSlowly: (tuples: readonly Tuple[], heldMs: number) => Promise<ConsistencyToken>;
}

export function processOn(options: DatabaseOptions & StateOptions, name = "main"): Process {
  const { replicas, ...states } = stateOptions(options);
  const followers = replicas.map((url) => databaseAt({ ...options, url }));
  const database = databaseAt(options);
  const engine = new Engine({ database, replicas: followers, migrate: "auto", clock: Date.now, ...states });
  const store = new PostgresStore(engine, name);
  afterAll(() => store.close());
  const scope = { tables: database.tables, store: name };
  const writeSlowly = (tuples: readonly Tuple[], heldMs: number) =>
    engine.writing(scope, false, async (session, token) => {
      const id = await engine.begin(session, scope);
      await writeTuples(session, scope, { touch: tuples }, id);
      await sleep(heldMs);
      return token(id);
    });
  return { store, engine, writeSlowly };
}
