import { createRelata } from "@relata/core";
import { createKeys, withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { model } from "./authz.gen.ts";

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly status: "open" | "done";
}

export type Board = Awaited<ReturnType<typeof openBoard>>;

/** Tasks, sessions, permissions and keys, all in one file. */
export async function openBoard(file: string) {
  const db = new Database(file);
  db.exec(`create table if not exists tasks (id text primary key, title text not null, status text not null);
    create table if not exists sessions (cookie text primary key, user_id text not null)`);
  const relata = await createRelata({ model: withSystem(model), store: sqlite(file) });
  const keys = createKeys({ relata, store: sqliteKeys(file), app: "board" });
  const one = db.prepare<[string], Task>("select id, title, status from tasks where id = ?");
  const several = db.prepare<[string], Task>(
    "select id, title, status from tasks where id in (select value from json_each(?)) order by title",
  );
  const session = db.prepare<[string], { readonly id: string }>("select user_id as id from sessions where cookie = ?");
  return {
    relata,
    keys,
    /** Statements of whoever sets the board up. */
    run: (statements: string): void => void db.exec(statements),
    task: (id: string) => one.get(id),
    tasks: (ids: readonly string[]) => several.all(JSON.stringify(ids)),
    userOf: (cookie: string) => session.get(cookie),
    finish: (id: string): void => void db.prepare("update tasks set status = 'done' where id = ?").run(id),
    remove: (id: string): void => void db.prepare("delete from tasks where id = ?").run(id),
    close: async (): Promise<void> => {
      await keys.close();
      await relata.close();
      db.close();
    },
  };
}
