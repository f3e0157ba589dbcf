import { Failure } from "@relata/model";
import { lastAnswer } from "./last-answer.ts";
import type { Wire } from "./session.ts";

/** A client of the driver within a transaction of the application. */
export interface ApplicationClient {
  unsafe(query: string, parameters?: string[]): { raw(): PromiseLike<unknown> };
}

/**
 * Every name that a column of an answer has, where statements run in a transaction of the application. Its client may
 * rename columns; what it makes of these, it is asked.
 */
const NAMES =
  "object_type object_id relation subject_type subject_id subject_relation policy parameters valid_from valid_until " +
  "type id name value n same mine hash transaction written deleted database began isolation number xid";

/** What the driver says of a column: the name as the client has it, and the OID of its type. */
interface Column {
  readonly name: string;
  readonly type: number;
}

/** Rows as the driver has them where it is asked for the bytes. */
type RawRows = readonly (readonly (Uint8Array | null)[])[] & { readonly columns?: readonly Column[] };

/**
 * Statements on a client that the application has set up for itself: with parsers, serializers and transforms of its own.
 * Nothing of the client is changed, and none of that touches our rows: they are taken as the server sends them.
 */
export function applicationWire(client: ApplicationClient): Wire {
  const ask = async (text: string, parameters: readonly string[]) =>
    lastAnswer(await client.unsafe(text, [...parameters]).raw()) as RawRows;
  let names: Promise<ReadonlyMap<string, string>> | undefined;
  const learnNames = async () => {
    const own = NAMES.split(" ");
    const { columns } = await ask(`select ${own.map((name) => `1 as "${name}"`).join(", ")}`, []);
    return new Map(columns?.map(({ name }, n) => [name, own[n] ?? name]));
  };
  return {
    async run(text, parameters) {
      names ??= learnNames();
      const [known, answer] = await Promise.all([names, ask(text, parameters)]);
      const columns = (answer.columns ?? []).map(({ name, type }) => ({
        name: known.get(name) ?? unknown(name),
        type,
      }));
      return answer.map((row) => Object.fromEntries(columns.map(({ name, type }, n) => [name, toValue(row[n], type)])));
    },
  };
}

const utf8 = new TextDecoder();

/** As the driver reads values unless it is told otherwise: numbers that may be beyond what is exact stay text. */
function toValue(bytes: Uint8Array | null | undefined, type: number): unknown {
  if (bytes === null) return null;
  if (!(bytes instanceof Uint8Array)) {
    const message =
      "the application's client changes rows before relata sees them: leave `transform.row.from` out of it";
    throw new Failure("invalid_transaction", message);
  }
  const value = utf8.decode(bytes);
  // OIDs of bool, int2 and int4.
  if (type === 16) return value === "t";
  return type === 21 || type === 23 ? Number(value) : value;
}

function unknown(name: string): never {
  throw new Error(`invariant: \`${name}\` is none of the columns that an answer has`);
}
