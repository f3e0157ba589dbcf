import { formatSubject, type Tuple } from "@relata/model";
import Sqlite from "better-sqlite3";
import type { Contender } from "./contender.ts";

/**
 * What one would write for this model by hand: the groups of the subject, the folders of the document, and whether they meet. Both ends
 * go up an index.
 */
const CHECK = `
with recursive
  mine(subject) as (
    select @subject
    union
    select tuples.object || '#member' from mine cross join tuples on tuples.subject = mine.subject
    where tuples.relation = 'member'
  ),
  places(object) as (
    select @object
    union
    select tuples.subject from places cross join tuples on tuples.object = places.object and tuples.relation = 'parent'
  )
select exists (
    select 1 from places cross join mine cross join tuples
      on tuples.object = places.object and tuples.relation in ('owner', 'editor', 'viewer') and tuples.subject = mine.subject
  ) and not exists (select 1 from tuples where object = @object and relation = 'banned' and subject = @subject)
`;

/** One recursive statement on SQLite, prepared once, over a table of tuples in text with an index for each direction. */
export function sqlContender(tuples: Iterable<Tuple>): Contender {
  const database = new Sqlite(":memory:");
  database.exec(`
    create table tuples (object text, relation text, subject text, primary key (object, relation, subject)) without rowid;
    create index by_subject on tuples (subject, relation, object);
  `);
  const insert = database.prepare("insert into tuples values (?, ?, ?)");
  database.transaction(() => {
    for (const { object, relation, subject } of tuples)
      insert.run(`${object.type}:${object.id}`, relation, formatSubject(subject));
  })();
  database.exec("analyze");
  const check = database.prepare<[{ subject: string; object: string }], 0 | 1>(CHECK).pluck();
  return {
    name: "one recursive statement, SQLite",
    block: (questions) => () => {
      let allowed = 0;
      for (const { subject, object } of questions) allowed += check.get({ subject, object }) ?? 0;
      return allowed;
    },
    close: () => void database.close(),
  };
}
