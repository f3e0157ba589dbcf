import type { Relata, Schema } from "@relata/core";
import { sql, type Column, type SQL } from "drizzle-orm";
import { expect, test } from "vitest";
import { authorized, type Database, type LiveStore, type Shape } from "../src/index.ts";
import { rowsOf } from "../src/rows-of.ts";

/** So many documents, of which one subject sees twenty and two others half each; and so many others are in the group of one. */
export const DOCUMENTS = 20_000;
const MEMBERS = 5_000;
const FOLDERS = 500;

/**
 * Tuples of one subject who sees few, of one who sees half, in one folder, through a group that has many members, and of one who sees the
 * other half, in many folders.
 */
export function* manyTuples(): Generator<string> {
  yield "group:all#member@group:half#member";
  yield "group:half#member@user:half";
  yield "folder:open#viewer@group:all#member";
  yield "folder:root#viewer@user:tree";
  for (let i = 0; i < MEMBERS; i++) yield `group:half#member@user:m${i}`;
  for (let i = 0; i < FOLDERS; i++) yield `folder:f${i}#parent@folder:root`;
  for (let i = 0; i < DOCUMENTS; i++) {
    yield `document:${i}#folder@folder:${i % 2 === 0 ? "open" : `f${(i >> 1) % FOLDERS}`}`;
    if (i % (DOCUMENTS / 20) === 1) yield `document:${i}#viewer@user:few`;
    yield `document:${i}#owner@user:o${i % 100}`;
  }
}

export interface Counted {
  readonly db: Database;
  readonly relata: Relata<Schema, LiveStore>;
  /** The same store, in memory. */
  readonly resident: Relata<Schema, LiveStore>;
  readonly id: Column;
  /** What counts a document as it is read, where something has to. */
  readonly isRead?: SQL;
  /** Runs a query, and tells its rows, and how many rows of any table were read for them. */
  readonly visits: (query: SQL) => Promise<{ readonly rows: number; readonly visited: number }>;
}

const VIEW = { permission: "view", type: "document" };

/** The first page costs what is on it, whoever asks: rows are counted, since a plan without scans proves nothing. */
export function describeVisits(name: string, { db, relata, resident, id, isRead = sql`true`, visits }: Counted): void {
  const authz = authorized(relata, db);
  const page = async (subject: string, shape: Shape) => {
    const visible = await authz.visible(id, { ...VIEW, subject }, { shape });
    return visits(sql`select * from documents where ${isRead} and ${visible} order by made limit 20`);
  };

  test(`a page of one who sees little reads little, on ${name}`, async () => {
    const chosen = await page("user:few", "auto");
    console.log(`few, ${name}: ${chosen.visited}; row by row ${(await page("user:few", "exists")).visited}`);
    expect(chosen.rows).toBe(20);
    expect(chosen.visited).toBeLessThan(1_000);
    // What it would cost the other way: the count can tell the two apart.
    expect((await page("user:few", "exists")).visited).toBeGreaterThan(DOCUMENTS / 2);
  });

  test.each(["user:half", "user:tree"])(`a page of one who sees half reads little, on ${name}: %s`, async (subject) => {
    const chosen = await page(subject, "auto");
    console.log(`${subject}, ${name}: ${chosen.visited}; from the subject ${(await page(subject, "in")).visited}`);
    expect(chosen.rows).toBe(20);
    expect(chosen.visited).toBeLessThan(1_000);
    expect((await page(subject, "in")).visited).toBeGreaterThan(DOCUMENTS / 2);
  });

  test(`the choice is made without counting all, on ${name}`, async () => {
    const [few, half, tree] = [await choice("user:few"), await choice("user:half"), await choice("user:tree")];
    console.log(`choice, ${name}: few ${few}, half ${half}, tree ${tree}`);
    expect(few).toBeLessThan(50);
    // A thousand objects and one more; and what is on the way there.
    expect(half).toBeLessThan(1_100);
    expect(tree).toBeLessThan(1_100 + FOLDERS);
  });

  test(`where the tuples are in memory, the choice asks the database nothing, on ${name}`, async () => {
    await resident.ready();
    for (const [subject, shape] of [
      ["user:few", "in"],
      ["user:half", "exists"],
      ["user:tree", "exists"],
    ] as const) {
      const asked: SQL[] = [];
      const chosen = await authorized(resident, watched(db, asked)).visible(id, { ...VIEW, subject });
      // Only which database it is.
      expect(asked).toHaveLength(1);
      const known = await authz.visible(id, { ...VIEW, subject }, { shape });
      const rows = async (visible: SQL) => visits(sql`select * from documents where ${visible} order by made limit 20`);
      expect(await rows(chosen)).toEqual(await rows(known));
    }
  });

  /** The rows that are read for the choice. */
  async function choice(subject: string): Promise<number> {
    const asked: SQL[] = [];
    await authorized(relata, watched(db, asked)).visible(id, { ...VIEW, subject });
    const [identity, query, ...others] = asked;
    if (identity === undefined || query === undefined || others.length > 0)
      throw new Error(`${asked.length} queries made the choice`);
    return (await visits(query)).visited;
  }
}

/** The same database, which notes what it is asked. */
function watched(db: Database, asked: SQL[]): Database {
  return {
    execute(query: SQL) {
      asked.push(query);
      return rowsOf(db, query);
    },
  };
}
