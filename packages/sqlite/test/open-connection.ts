import type { Connection } from "../src/connection.ts";
import { connect, settle } from "../src/open-file.ts";
import { placeOf, type Place } from "../src/place.ts";

/** A connection of the store's own kind to a file whose tables are there. */
export function openConnection(path: string, prefix?: string): { connection: Connection; place: Place } {
  const place = placeOf(path, prefix);
  const connection = connect(path);
  settle(connection, place, "auto");
  return { connection, place };
}
