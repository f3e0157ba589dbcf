import Database from "better-sqlite3";
import { Failure } from "@relata/model";
import { expect, test } from "vitest";
import { asFailure, isBusy } from "../src/as-failure.ts";

test.each([
  ["SQLITE_BUSY", "store_unavailable"],
  ["SQLITE_BUSY_SNAPSHOT", "store_unavailable"],
  ["SQLITE_LOCKED", "store_unavailable"],
  ["SQLITE_READONLY_DBMOVED", "store_unavailable"],
  ["SQLITE_FULL", "store_unavailable"],
  ["SQLITE_IOERR_WRITE", "store_unavailable"],
  ["SQLITE_CANTOPEN", "store_unavailable"],
  ["SQLITE_NOMEM", "store_unavailable"],
  ["SQLITE_CORRUPT_VTAB", "store_unreadable"],
  ["SQLITE_NOTADB", "store_unreadable"],
  ["SQLITE_ERROR", "store_unreadable"],
])("%s is %s, names the file and keeps its cause", (code, expected) => {
  const cause = new Database.SqliteError("as SQLite puts it", code);
  const failure = asFailure(cause, "authz.db");
  expect(failure).toMatchObject({ name: "Failure", code: expected, cause });
  expect((failure as Failure).message).toContain("`authz.db`");
});

test("a failure and an error of another kind stay what they are", () => {
  const failure = new Failure("tuple_exists", "there already");
  const error = new RangeError("the plan gave up");
  expect(asFailure(failure, "authz.db")).toBe(failure);
  expect(asFailure(error, "authz.db")).toBe(error);
});

test("an error of another copy of the driver is known by its code", () => {
  const foreign = Object.assign(new Error("locked"), { code: "SQLITE_BUSY" });
  expect(asFailure(foreign, "authz.db")).toMatchObject({ code: "store_unavailable", cause: foreign });
});

test("only a lock that another holds is waited for", () => {
  expect(isBusy(new Database.SqliteError("locked", "SQLITE_BUSY_RECOVERY"))).toBe(true);
  expect(isBusy(new Database.SqliteError("locked", "SQLITE_LOCKED"))).toBe(false);
  expect(isBusy(new Failure("store_unavailable", "locked"))).toBe(false);
});
