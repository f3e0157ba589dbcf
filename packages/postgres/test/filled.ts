import type { Sql } from "postgres";

/** What the tables are filled with. */
export interface Filled {
  readonly tuples: number;
  readonly writes: number;
}

const minute = (g: string) =>
  `to_char(timestamp '2026-01-01' + (${g}) * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/**
 * Fills the tables of `public` by the server itself, for two stores: documents with viewers, and groups in groups; a third of
 * all rows ended, a window to every hundredth, an attribute to every fifth tuple, a key to every third write; and fifty writes
 * without a number.
 */
export async function fill(client: Sql, { tuples, writes }: Filled): Promise<void> {
  const life = (g: string) => `
    case m.id % 5 when 0 then 'other' else 'main' end as store, m.id as made_in,
    case ${g} % 3 when 0 then least(m.id + 5 * (${g} % 70), ${writes}) end as ended_in`;
  const maker = (g: string) => `cross join lateral (select 1 + ${g} % ${writes} as id) m`;
  await client.unsafe(`
    alter table relata_tuples set (autovacuum_enabled = false);
    alter table relata_attributes set (autovacuum_enabled = false);
    alter table relata_transactions set (autovacuum_enabled = false);
    insert into relata_transactions (id, store, number, at) overriding system value
    select g, case g % 5 when 0 then 'other' else 'main' end, g, g from generate_series(1, ${writes}) g;
    insert into relata_transactions (id, store, at) overriding system value
    select ${writes} + g, case g % 5 when 0 then 'other' else 'main' end, g from generate_series(1, 50) g;
    insert into relata_tuples (
      object_type, object_id, relation, subject_type, subject_id, subject_relation, valid_from, valid_until,
      store, made_in, ended_in
    )
    select k.*, case g % 100 when 7 then ${minute("g")} end, case g % 200 when 7 then ${minute("2 * g")} end, ${life("g")}
    from generate_series(1, ${tuples}) g ${maker("g")} cross join lateral (
      select 'group', (g / 20 * 10)::text, 'member', 'group', g::text, 'member' where g % 10 = 0
      union all
      select 'doc', (g % ${tuples / 10})::text, 'viewer' || g % 7, 'user', g::text, '' where g % 10 > 0
    ) k(object_type, object_id, relation, subject_type, subject_id, subject_relation);
    insert into relata_attributes (object_type, object_id, name, value, store, made_in, ended_in)
    select 'doc', (g / 2)::text, 'name' || g % 2, g::text, ${life("g")}
    from generate_series(1, ${tuples / 5}) g ${maker("g")};
    insert into relata_idempotency (store, key, hash, transaction, written, deleted)
    select store, 'key ' || id, '', id, 1, 0 from relata_transactions where id % 3 = 0;
    insert into relata_models (store, number, hash, model, made_in)
    select 'main', id / 1000, '', '{}', id from relata_transactions where id % 1000 = 1 and store = 'main';
    update relata_database set settled = ${writes};
  `);
}
