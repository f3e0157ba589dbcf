// Begins a write as the store does, writes so much that pages reach the log before the end, and never ends it.
import Database from "better-sqlite3";

const client = new Database(process.argv[2]);
client.pragma("cache_size = 5");
client.exec("begin immediate");
client.exec("insert into relata_transactions (store, at) values ('main', 0)");
client.exec(`
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
  insert into relata_tuples (store, object_type, object_id, relation, subject_type, subject_id, subject_relation, made_in)
  select 'main', 'doc', 'lost' || i, 'viewer', 'user', 'ann', '', (select max(id) from relata_transactions) from n
`);
process.stdout.write("in the transaction\n");
setInterval(() => {}, 1_000);
