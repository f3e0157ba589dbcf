import { index, primaryKey, uniqueIndex } from "drizzle-orm/pg-core";
import { isLive, isPast } from "../life.ts";
import { bytes, life, logIndexes, number, type Naming } from "./columns.ts";

/** One row for each value that an attribute of an object has had. */
export function attributesTable({ table, named }: Naming) {
  return table(
    named("attributes"),
    {
      id: number("id").notNull().generatedAlwaysAsIdentity(),
      store: bytes("store").notNull(),
      objectType: bytes("object_type").notNull(),
      objectId: bytes("object_id").notNull(),
      name: bytes("name").notNull(),
      /** Canonical JSON; the JSON value null is the text `null`. */
      value: bytes("value").notNull(),
      ...life(),
    },
    (t) => [
      primaryKey({ name: named("attributes_pkey"), columns: [t.store, t.id] }),
      // What are the attributes of this object?
      uniqueIndex(named("attributes_live_key"))
        .on(t.store, t.objectType, t.objectId, t.name)
        .where(isLive("key", t.endedIn)),
      // What were they?
      index(named("attributes_past_key")).on(t.store, t.objectType, t.objectId, t.name).where(isPast("key", t.endedIn)),
      ...logIndexes((name) => named(`attributes_${name}`), t),
    ],
  );
}
