import type { SQL } from "drizzle-orm";
import { Overtaken } from "./overtaken.ts";
import type { Session } from "./session.ts";

/**
 * Runs a statement that makes rows and answers how many, as `n`.
 *
 * @throws Overtaken where another transaction has made some of them: at `read committed` a key was free when it was looked
 *   at, and no longer is. (At `repeatable read` that is a serialization failure.)
 */
export async function makeAll(session: Session, statement: SQL, expected: number): Promise<void> {
  const [made] = await session.rows<{ n: number }>(statement);
  if (made?.n !== expected) throw new Overtaken();
}
