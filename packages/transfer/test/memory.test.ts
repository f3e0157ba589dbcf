import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  parseRecords,
  printRecords,
  TRANSFER_FORMATS,
  type TransferFormat,
  type TransferRecord,
} from "@relata/transfer";
import { describe, expect, test } from "vitest";
import { OFFICE } from "./office.ts";
import { printed } from "./situation.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function recordOf(i: number): TransferRecord {
  const subject = { type: "user", id: `person-${i}@example.com` };
  return { kind: "tuple", tuple: { object: { type: "folder", id: `plans/${i}` }, relation: "viewer", subject } };
}

function* records(count: number): Generator<TransferRecord> {
  for (let i = 0; i < count; i++) yield recordOf(i);
}

/** Bytes that are still held: what garbage leaves. */
function held(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe.each([
  ["text", 1_000_000],
  ["csv", 250_000],
  ["ndjson", 250_000],
] as const)("many tuples in %s", (format, count) => {
  test(`are printed and parsed in bounded memory, each once and in order: ${count}`, async () => {
    const before = held();
    let most = 0;
    let seen = 0;
    const looked: [number, TransferRecord][] = [];
    for await (const record of parseRecords(OFFICE, printRecords(records(count), format), format)) {
      if (seen % (count / 4) === count / 8) {
        most = Math.max(most, held() - before);
        looked.push([seen, record]);
      }
      seen++;
    }
    expect(seen).toBe(count);
    expect(looked).toHaveLength(4);
    for (const [i, record] of looked) expect(record).toMatchObject(recordOf(i));
    // Held as tuples a quarter of a million are some 75 MB, and their text is 12 MB at the least.
    expect(most).toBeLessThan(8_000_000);
  });
});

describe.each(TRANSFER_FORMATS)("a stream of %s", (format) => {
  test("is asked for its next chunk when all records of the last one have been taken, and not before", async () => {
    const text = await printed(records(1_000), format);
    let given = 0;
    function* chunks(): Generator<string> {
      for (let at = 0; at < text.length; at += 1_000) {
        given = Math.min(at + 1_000, text.length);
        yield text.slice(at, given);
      }
    }
    const length = text.length / 1_000;
    let taken = 0;
    for await (const _ of parseRecords(OFFICE, chunks(), format)) {
      taken++;
      // All that was given and not yet taken fits into one chunk and the records at its ends.
      expect(given - taken * length).toBeLessThan(1_000 + 2 * 200);
    }
    expect(taken).toBe(1_000);
  });

  test("is not asked for more than the longest record where a line never ends", async () => {
    const opening = { text: "", ndjson: "", csv: 'object_type,object_id,name,value\n"' }[format];
    let given = 0;
    function* chunks(): Generator<string> {
      yield opening;
      for (;;) {
        given += 65_536;
        yield "x".repeat(65_536);
      }
    }
    const reading = parseRecords(OFFICE, chunks(), format).next();
    const line = format === "csv" ? 2 : 1;
    await expect(reading).rejects.toThrow(`line ${line}: the record is longer than 1,048,576 characters`);
    expect(given).toBe(17 * 65_536);
  });

  test("keeps nothing of a record that is too long, where the next one is wanted", async () => {
    const before = held();
    let most = 0;
    const problems: number[] = [];
    const reading = parseRecords(
      OFFICE,
      tooLong(format, () => (most = Math.max(most, held() - before))),
      format,
      {
        onProblem: ({ line }) => problems.push(line),
      },
    );
    const lines: number[] = [];
    for await (const { line } of reading) lines.push(line);
    const first = format === "csv" ? 2 : 1;
    expect(problems).toEqual([first]);
    expect(lines).toEqual([first + 1]);
    expect(most).toBeLessThan(8_000_000);
  });
});

/** A record of 64 MB, and a good one. */
function* tooLong(format: TransferFormat, look: () => void): Generator<string> {
  const header = "object_type,object_id,name,value\n";
  if (format === "csv") yield `${header}folder,"`;
  for (let i = 0; i < 1_000; i++) {
    if (i % 250 === 0) look();
    // Each chunk is a text of its own.
    yield `${i}${"x".repeat(65_536)}`;
  }
  look();
  yield {
    text: '\nfolder:a {"size":1}\n',
    ndjson: '\n{"object":"folder:a","attributes":{"size":1}}\n',
    csv: '",size,1\nfolder,a,size,1\n',
  }[format];
}
