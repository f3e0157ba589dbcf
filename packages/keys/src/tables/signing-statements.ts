import { sql } from "drizzle-orm";
import type { StoredSigningKey } from "../signing/signing-key-store.ts";
import type { Algorithm } from "../verifier/create-verifier.ts";
import type { Places } from "./places.ts";
import { ask, type Steps } from "./steps.ts";

interface SigningKeyRow {
  readonly kid: string;
  readonly generation: number;
  readonly algorithm: string;
  readonly created_at: number | string;
  readonly signs_from: number | string;
  readonly material: string;
}

/** What both adapters ask of the table of signing keys, for one store. */
export class SigningStatements {
  readonly #at: Places;
  readonly #store: string;

  constructor(at: Places, store: string) {
    this.#at = at;
    this.#store = store;
  }

  *list(): Steps<readonly StoredSigningKey[]> {
    const rows = yield* ask<SigningKeyRow>(
      sql`select * from ${this.#at.signingKeys} where store = ${this.#store} order by generation`,
    );
    return rows.map((row) => ({
      kid: row.kid,
      generation: row.generation,
      // Invariant: only `add` writes the table.
      algorithm: row.algorithm as Algorithm,
      createdMs: Number(row.created_at),
      signsFromMs: Number(row.signs_from),
      material: row.material,
    }));
  }

  *add({ kid, generation, algorithm, createdMs, signsFromMs, material }: StoredSigningKey): Steps<boolean> {
    const added = yield* ask(sql`
      insert into ${this.#at.signingKeys} (store, kid, generation, algorithm, created_at, signs_from, material)
      values (${this.#store}, ${kid}, ${generation}, ${algorithm}, ${createdMs}, ${signsFromMs}, ${material})
      on conflict do nothing returning generation`);
    return added.length > 0;
  }

  *remove(kids: readonly string[]): Steps<void> {
    for (const kid of kids) {
      yield* ask(sql`delete from ${this.#at.signingKeys} where store = ${this.#store} and kid = ${kid}`);
    }
  }
}
