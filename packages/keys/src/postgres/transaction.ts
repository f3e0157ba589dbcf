import type { Sql, TransactionSql } from "postgres";
import type { Line } from "./lines.ts";

/**
 * Runs the function in a transaction of its own, on one line: all of it is committed, or nothing.
 *
 * Law: nothing is said of the transaction on another connection than its own. Why not the driver's own transactions: where their connection is
 * cut between two statements, they go on as if it were there.
 */
export async function inTransaction<T>(line: Line, run: (tx: TransactionSql) => Promise<T>): Promise<T> {
  const said = onlyOn(line);
  await said.unsafe("begin");
  try {
    const value = await run(said as unknown as TransactionSql);
    await said.unsafe("commit");
    return value;
  } catch (error) {
    await rollBack(said).catch(() => (line.isLost = true));
    throw error;
  }
}

type Statement = Parameters<Sql["unsafe"]>;

/** What of the driver's transactions is used here, and by the engine. */
interface Said {
  unsafe(...statement: Statement): ReturnType<Sql["unsafe"]>;
  savepoint<T>(run: (inner: Said) => Promise<T>): Promise<T>;
}

function onlyOn(line: Line): Said {
  let savepoints = 0;
  const said: Said = Object.assign(() => undefined, {
    unsafe: (...statement: Statement) => {
      if (line.isLost) throw Object.assign(new Error("the connection was cut"), { code: "CONNECTION_CLOSED" });
      return line.client.unsafe(...statement);
    },
    savepoint: async <T>(run: (inner: Said) => Promise<T>): Promise<T> => {
      const name = `s${savepoints++}`;
      await said.unsafe(`savepoint ${name}`);
      try {
        return await run(said);
      } catch (error) {
        await said.unsafe(`rollback to ${name}`);
        throw error;
      }
    },
  });
  return said;
}

async function rollBack(said: Said): Promise<void> {
  await said.unsafe("rollback");
}
