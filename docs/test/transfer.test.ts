import { compileText } from "@relata/language";
import { indexModel } from "@relata/model";
import { parseRecords, printRecords, type TransferFormat, type TransferRecord } from "@relata/transfer";
import { describe, expect, test } from "vitest";
import { blocksOf } from "./blocks.ts";

const PAGE = "docs/reference/transfer.md";
const codes = (language: string) =>
  blocksOf(language)
    .filter(({ document }) => document === PAGE)
    .map(({ code }) => code);

const { model } = compileText(codes("relata")[0] ?? "");
if (model === undefined) throw new Error(`the model of ${PAGE} has errors`);
const index = indexModel(model);

/** All records of the page's examples of a format. */
async function examples(format: TransferFormat): Promise<readonly TransferRecord[]> {
  const records: TransferRecord[] = [];
  for (const code of codes(format)) {
    for await (const { line: _, ...record } of parseRecords(index, [code], format)) records.push(record);
  }
  return records;
}

async function printed(records: Iterable<TransferRecord>, format: TransferFormat): Promise<string> {
  let text = "";
  for await (const chunk of printRecords(records, format)) text += chunk;
  return text;
}

describe("the examples of the three formats", () => {
  test("hold the same, of which there is some of every kind", async () => {
    const records = await examples("text");
    expect(records).toHaveLength(5);
    expect(await examples("ndjson")).toEqual(records);
    expect(await examples("csv")).toEqual(records);
  });

  test("are what is printed, but for comments", async () => {
    const records = await examples("text");
    const ofKind = (kind: string) => records.filter((record) => record.kind === kind);
    expect([await printed(records, "text")]).toEqual(codes("text").map((code) => code.replace(/^\/\/.*\n/gm, "")));
    expect([await printed(records, "ndjson")]).toEqual(codes("ndjson"));
    const files = [await printed(ofKind("tuple"), "csv"), await printed(ofKind("attributes"), "csv")];
    expect(files.map((file) => file.replaceAll("\r\n", "\n"))).toEqual(codes("csv"));
  });
});
