import type { Relata } from "@relata/core";
import type { PostgresStore } from "@relata/postgres";
import type { Sql } from "postgres";
import type { Authz } from "./authz.gen.ts";

export interface Page {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** The database of the application, in which its permissions are, too. */
export interface Wiki {
  readonly sql: Sql;
  readonly relata: Relata<Authz, PostgresStore>;
}

export const TABLES = `
  create table sessions (cookie text primary key, user_id text not null);
  create table pages (id text primary key, title text not null, text text not null)`;

/** Whose session it is; undefined where there is none. */
export async function userOf({ sql }: Wiki, cookie: string | undefined): Promise<string | undefined> {
  if (cookie === undefined) return undefined;
  const [session] = await sql<{ userId: string }[]>`select user_id as "userId" from sessions where cookie = ${cookie}`;
  return session?.userId;
}

/** Of these, in the order of their titles. */
export async function pagesOf({ sql }: Wiki, ids: readonly string[]): Promise<readonly Page[]> {
  return sql<Page[]>`select id, title, text from pages where id = any(${[...ids]}) order by title`;
}

/** The row and its tuples are there together, or neither is. */
export async function addPage({ sql, relata }: Wiki, page: Page, space: string, author: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`insert into pages ${tx({ ...page })}`;
    const object = `page:${page.id}` as const;
    await relata.in(tx).write([
      { object, relation: "space", subject: `space:${space}` },
      { object, relation: "author", subject: `user:${author}` },
    ]);
  });
}

export async function setText({ sql }: Wiki, id: string, text: string): Promise<void> {
  await sql`update pages set text = ${text} where id = ${id}`;
}
