import { formatObject, formatTuple } from "@relata/model";
import type { TransferRecord } from "@relata/transfer";

/** Characters in a chunk, and at most one record more. */
const CHUNK_LENGTH = 65_536;

/**
 * Records, tuples before attributes, as one JSON object on one line: `{ tuples, attributes, token }`. Tuples are text,
 * because their text form is complete; attributes stand with their object. No more than a chunk is held.
 */
export async function* exportJson(
  records: AsyncIterable<TransferRecord>,
  token: string,
): AsyncGenerator<string, void, undefined> {
  let chunk = '{"tuples":[';
  let isFirst = true;
  let hasTuplesEnded = false;
  for await (const record of records) {
    if (record.kind === "attributes" && !hasTuplesEnded) {
      chunk += '],"attributes":[';
      hasTuplesEnded = isFirst = true;
    }
    chunk += `${isFirst ? "" : ","}${jsonOf(record)}`;
    isFirst = false;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = "";
  }
  yield `${chunk}${hasTuplesEnded ? "" : '],"attributes":['}],"token":${JSON.stringify(token)}}\n`;
}

function jsonOf(record: TransferRecord): string {
  if (record.kind === "tuple") return JSON.stringify(formatTuple(record.tuple));
  return JSON.stringify({ object: formatObject(record.object), values: record.values });
}
