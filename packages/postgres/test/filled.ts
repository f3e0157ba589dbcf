import type { Sql } from "postgres";

/**
 * Fills the tables of `public` by the server itself: so many tuples of two stores, a third of them ended; documents with
 * viewers, and groups in groups, eleven deep; a hundred tuples to a transaction, and an attribute to every fifth tuple.
 */
export async function fill(client: Sql, count: number): Promise<void> {
  const writes = Math.ceil(count / 100);
  await client.unsafe(`
    alter table relata_tuples set (autovacuum_enabled = false);
    alter table relata_attributes set (autovacuum_enabled = false);
    alter table relata_transactions set (autovacuum_enabled = false);
    insert into relata_transactions (id, store, number, at) overriding system value
    select g, case g % 5 when 0 then 'other' else 'main' end, g, g * 1000 from generate_series(1, ${writes}) g;
    select setval('relata_transactions_id_seq', ${writes});
    insert into relata_tuples (
      store, object_type, object_id, relation, subject_type, subject_id, subject_relation, valid_from, made_in, ended_in
    )
    select case w.made % 5 when 0 then 'other' else 'main' end, k.*, case g % 100 when 7 then '2026-01-01T00:00:00Z' end,
      w.made, case g % 3 when 0 then least(w.made + 5 * (g % 70), ${writes}) end
    from generate_series(1, ${count}) g
    cross join lateral (select 1 + g / 100 % ${writes} as made) w
    cross join lateral (
      select 'group' as object_type, (g / 10)::text as object_id, 'member' as relation, 'group' as subject_type,
        (g / 20)::text as subject_id, 'member' as subject_relation where g % 10 = 0
      union all
      select 'doc', (g % (${count} / 10))::text, 'viewer' || g % 7, 'user', g::text, '' where g % 10 > 0
    ) k;
    insert into relata_attributes (store, object_type, object_id, name, value, made_in, ended_in)
    select case w.made % 5 when 0 then 'other' else 'main' end, 'doc', (g / 2)::text, 'name' || g % 2, g::text,
      w.made, case g % 3 when 0 then least(w.made + 5 * (g % 70), ${writes}) end
    from generate_series(1, ${count} / 5) g cross join lateral (select 1 + g / 20 % ${writes} as made) w;
    insert into relata_idempotency (store, key, hash, transaction, written, deleted)
    select store, 'key ' || id, '', id, 1, 0 from relata_transactions where id % 3 = 0;
    insert into relata_models (store, number, hash, model, made_in)
    select 'main', id / 1000, '', '{}', id from relata_transactions where store = 'main' and id % 1000 = 1;
    update relata_database set settled = ${writes};
  `);
}
