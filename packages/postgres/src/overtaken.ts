/**
 * Another transaction made a row first, and this one sees it only now. At `repeatable read` PostgreSQL says so by itself; at
 * `read committed`, in a transaction of the application, we do, and what was done since the savepoint is done again.
 */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}
