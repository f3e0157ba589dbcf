import type { Relata } from "@relata/core";
import { sql, type Column, type SQL, type Table } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { authorized, type Database, type LiveStore, type Shape, type VisibleQuestion } from "../src/index.ts";
import { rowsOf } from "../src/rows-of.ts";
import { TUPLES } from "./situation.ts";
import type { Schema } from "@relata/core";

/** An application over a database: its documents are those of the situation, and `numbered` has whole numbers for ids. */
export interface Application {
  readonly db: Database;
  readonly relata: Relata<Schema, LiveStore>;
  readonly documents: Table & Record<"id" | "folder" | "amount" | "status", Column>;
  readonly numbered: Table & Record<"id", Column>;
}

const ANN: VisibleQuestion = { subject: "user:ann", permission: "view", type: "document" };
const SHAPES: readonly Shape[] = ["exists", "in", "auto"];

/** What authorised queries do on any database. */
export function describeQueries(name: string, { db, relata, documents, numbered }: Application): void {
  const authz = authorized(relata, db);
  const ids = async (query: SQL) => (await rowsOf<{ id: unknown }>(db, query)).map(({ id }) => String(id));
  const seen = async (question: VisibleQuestion, shape: Shape = "auto", column = documents.id) =>
    ids(
      sql`select ${column} as id from ${column.table} where ${await authz.visible(column, question, { shape })} order by ${column}`,
    );

  describe(`authorised queries on ${name}`, () => {
    test.each(SHAPES)("relations, groups, folders, wildcards and exclusion, by `%s`", async (shape) => {
      await relata.write(TUPLES);
      expect(await seen(ANN, shape)).toEqual(["d1", "d3", "d4", "d5"]);
      expect(await seen({ ...ANN, subject: "user:bob" }, shape)).toEqual(["d5", "d6"]);
      expect(await seen({ ...ANN, subject: "group:eng#member" }, shape)).toEqual(["d1", "d2", "d3"]);
      expect(await seen({ ...ANN, subject: { allOf: ["user:ann", "user:bob"] } }, shape)).toEqual(["d5"]);
      expect(await seen({ ...ANN, permission: "archive" }, shape)).toEqual(["d1", "d2", "d3"]);
    });

    test("one query joins, filters, sorts and pages", async () => {
      const visible = await authz.visible(documents.id, ANN);
      const query = sql`select ${documents.id} as id from ${documents} join folders on folders.id = ${documents.folder}
        where ${visible} and ${documents.amount} > 50 order by ${documents.amount} desc limit 2`;
      expect(await ids(query)).toEqual(["d3", "d4"]);
    });

    test.each(SHAPES)("a policy compares columns, and NULL is unknown, by `%s`", async (shape) => {
      const attributes = { amount: documents.amount, status: documents.status };
      expect(await seen({ ...ANN, permission: "pay", attributes }, shape)).toEqual(["d1"]);
      // Nothing is known of the columns that are not named.
      expect(await seen({ ...ANN, permission: "pay" }, shape)).toEqual([]);
    });

    test("what is stored goes before the column", async () => {
      await relata.write({ attributes: [{ object: "document:d3", set: { amount: 5 } }] });
      const attributes = { amount: documents.amount, status: documents.status };
      expect(await seen({ ...ANN, permission: "pay", attributes })).toEqual(["d1", "d3"]);
      await relata.write({ attributes: [{ object: "document:d3", unset: ["amount"] }] });
    });

    test.each(SHAPES)("a policy in a tuple compares its parameter with the column, by `%s`", async (shape) => {
      const question = { ...ANN, permission: "approve", attributes: { amount: documents.amount } };
      expect(await seen(question, shape)).toEqual(["d6"]);
    });

    test.each(SHAPES)("a tuple exists within its window, by `%s`", async (shape) => {
      await relata.write(["document:d7#viewer@user:eve until 2026-03-01T00:00:00Z"]);
      const eve = { ...ANN, subject: "user:eve" };
      expect(await seen({ ...eve, now: "2026-02-28T23:59:59.999999999Z" }, shape)).toEqual(["d5", "d7"]);
      expect(await seen({ ...eve, now: "2026-03-01T00:00:00Z" }, shape)).toEqual(["d5"]);
    });

    test.each(SHAPES)("what holds of every object holds of rows that no tuple names, by `%s`", async (shape) => {
      await relata.write(["document:*#viewer@user:root"]);
      expect(await seen({ ...ANN, subject: "user:root" }, shape)).toHaveLength(7);
      await relata.write(["document:d1#banned@user:root"]);
      expect(await seen({ ...ANN, subject: "user:root" }, shape)).toEqual(["d2", "d3", "d4", "d5", "d6", "d7"]);
      await relata.write({ delete: ["document:d1#banned@user:root"] });
    });

    test.each(SHAPES)("ids may be whole numbers, by `%s`", async (shape) => {
      await relata.write(["document:7#owner@user:num", "document:07#owner@user:num", "document:x#owner@user:num"]);
      expect(await seen({ ...ANN, subject: "user:num", permission: "edit" }, shape, numbered.id)).toEqual(["7"]);
    });

    test.each(SHAPES)("a change is decided on the row as it was, by `%s`", async (shape) => {
      const attributes = { amount: documents.amount, status: documents.status };
      const payable = await authz.visible(documents.id, { ...ANN, permission: "pay", attributes }, { shape });
      const raise = sql`update ${documents} set amount = amount * 20 where ${payable} returning id`;
      expect(await ids(raise)).toEqual(["d1"]);
      expect(await ids(raise)).toEqual([]);
      await rowsOf(db, sql`update ${documents} set amount = 100 where ${documents.id} = 'd1' returning 1`);
    });

    test.each(SHAPES)("a change is decided by the tuples that are there when it is made, by `%s`", async (shape) => {
      const mine = await authz.visible(documents.id, { ...ANN, permission: "edit" }, { shape });
      const take = sql`update ${documents} set folder = folder where ${mine} returning id`;
      expect(await ids(take)).toEqual(["d4"]);
      await relata.write({ delete: ["document:d4#owner@user:ann"], touch: ["document:d6#owner@user:ann"] });
      expect(await ids(take)).toEqual(["d6"]);
      await relata.write({ touch: ["document:d4#owner@user:ann"], delete: ["document:d6#owner@user:ann"] });
    });

    test("a change touches no row that is not visible, whatever its conditions", async () => {
      const mine = await authz.visible(documents.id, { ...ANN, permission: "edit" });
      await rowsOf(db, sql`update ${documents} set status = 'sent' where ${mine} returning 1`);
      expect(await ids(sql`select id from documents where status = 'sent'`)).toEqual(["d4"]);
      await rowsOf(db, sql`delete from ${documents} where ${documents.id} = 'd6' and ${mine} returning 1`);
      expect(await ids(sql`select id from documents where id = 'd6'`)).toEqual(["d6"]);
    });

    test("rows are counted as far as is asked", async () => {
      expect(await authz.countVisible(documents.id, ANN)).toEqual({ count: 4, isMore: false });
      expect(await authz.countVisible(documents.id, ANN, { most: 3 })).toEqual({ count: 3, isMore: true });
      const where = sql`${documents.folder} = 'plans'`;
      expect(await authz.countVisible(documents.id, ANN, { where })).toEqual({ count: 2, isMore: false });
    });

    test("a store of one tenant shows nothing to another", async () => {
      const other = authorized(relata.store("other"), db);
      const visible = await other.visible(documents.id, ANN);
      expect(await ids(sql`select id from documents where ${visible}`)).toEqual([]);
    });

    test("what a caller sends is a value, and never a part of the statement", async () => {
      const subject = { type: "user", id: "x'or'1'='1" };
      expect(await seen({ ...ANN, subject })).toEqual(["d5"]);
    });
  });
}
