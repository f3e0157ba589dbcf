import type { Database } from "better-sqlite3";

/** An instant within the year 2026, as it is stored: one for each whole number. */
const instant = (sql: string) => `strftime('%Y-%m-%dT%H:%M:%S', 1767225600 + (${sql}), 'unixepoch') || '.000000000Z'`;

/** The whole numbers from 0 on, as a table `n(i)`. */
const numbers = (count: number) =>
  `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${count})`;

/**
 * Fills the tables with many rows, faster than any write could: tuples of documents, groups in groups and folders in folders,
 * a seventh of them ended, a hundredth with windows; attributes, some of them ended; and a transaction for each hundred.
 */
export function fill(client: Database, tuples: number): void {
  const writes = Math.ceil(tuples / 100);
  client.exec(`
    begin;
    ${numbers(writes)} insert into relata_transactions (store, at) select 'main', i * 1000 from n;
    ${numbers(tuples)} insert into relata_tuples (store, object_type, object_id, relation,
      subject_type, subject_id, subject_relation, valid_from, valid_until, made_in, ended_in)
    select 'main',
      case i % 10 when 0 then 'group' when 1 then 'folder' else 'doc' end,
      case i % 10 when 0 then 'g' || (i / 10 % 1000) when 1 then 'f' || (i / 10) else 'd' || (i / 5) end,
      case i % 10 when 0 then 'member' when 1 then 'parent' else iif(i % 2, 'viewer', 'editor') end,
      case i % 10 when 1 then 'folder' when 2 then 'group' else 'user' end,
      case i % 10 when 1 then 'f' || (i / 20) when 2 then 'g' || (i % 1000) else 'u' || (i * 7919 % 49999) end,
      iif(i % 10 = 2, 'member', ''),
      iif(i % 100 = 50, ${instant("i")}, null),
      iif(i % 200 = 50, ${instant("i + 1000000")}, null),
      i / 100 + 1,
      iif(i % 7 = 0 and i / 100 + 2 <= ${writes}, i / 100 + 2, null)
    from n;
    ${numbers(tuples / 5)} insert into relata_attributes (store, object_type, object_id, name, value, made_in, ended_in)
    select 'main', 'doc', 'd' || (i / 2), iif(i % 2, 'amount', 'status'), '1', i / 100 + 1, null from n
    union all select 'main', 'doc', 'd' || (i / 2), 'amount', '0', i / 100 + 1, i / 100 + 2 from n;
    insert into relata_idempotency (store, key, hash, "transaction", written, deleted)
      select 'main', 'key' || id, 'x', id, 1, 0 from relata_transactions where id % 10 = 0;
    commit;
  `);
}
