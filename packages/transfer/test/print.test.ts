import { parseInstant, type Instant } from "@relata/model";
import { printRecords, RecordPrinter, TRANSFER_FORMATS, type TransferRecord } from "@relata/transfer";
import { describe, expect, test } from "vitest";
import { all, printed } from "./situation.ts";

const TUPLE: TransferRecord = {
  kind: "tuple",
  tuple: {
    object: { type: "folder", id: 'a,"b"' },
    relation: "viewer",
    subject: { type: "group", id: "=g", relation: "member" },
    policy: { name: "same_region", parameters: { region: "eu", at: [1] } },
    from: parseInstant("2026-01-01T00:00:00+01:00") as Instant,
    until: parseInstant("2027-01-01T00:00:00.5Z") as Instant,
  },
};
const BARE: TransferRecord = {
  kind: "tuple",
  tuple: { object: { type: "folder", id: "a" }, relation: "viewer", subject: { type: "user", id: "*" } },
};
const ATTRIBUTES: TransferRecord = {
  kind: "attributes",
  object: { type: "folder", id: "a" },
  values: { size: 2, label: 'x "y"' },
};
const NOTHING: TransferRecord = { ...ATTRIBUTES, values: {} };

describe("what is printed", () => {
  test("as text is a line each", async () => {
    expect(await printed([TUPLE, BARE, ATTRIBUTES], "text")).toBe(
      'folder:a,"b"#viewer@group:=g#member with same_region {"at":[1],"region":"eu"}' +
        " from 2025-12-31T23:00:00Z until 2027-01-01T00:00:00.5Z\n" +
        'folder:a#viewer@user:*\nfolder:a {"label":"x \\"y\\"","size":2}\n',
    );
  });

  test("as NDJSON is an object a line", async () => {
    expect(await printed([TUPLE, BARE, ATTRIBUTES], "ndjson")).toBe(
      '{"object":"folder:a,\\"b\\"","relation":"viewer","subject":"group:=g#member",' +
        '"policy":{"name":"same_region","parameters":{"at":[1],"region":"eu"}},' +
        '"from":"2025-12-31T23:00:00Z","until":"2027-01-01T00:00:00.5Z"}\n' +
        '{"object":"folder:a","relation":"viewer","subject":"user:*"}\n' +
        '{"object":"folder:a","attributes":{"label":"x \\"y\\"","size":2}}\n',
    );
  });

  test("as CSV is a row each, with quotes where they are needed, and nothing before a formula", async () => {
    expect(await printed([TUPLE, BARE], "csv")).toBe(
      "object_type,object_id,relation,subject_type,subject_id,subject_relation,policy,parameters,valid_from,valid_until\r\n" +
        'folder,"a,""b""",viewer,group,=g,member,same_region,"{""at"":[1],""region"":""eu""}",' +
        "2025-12-31T23:00:00Z,2027-01-01T00:00:00.5Z\r\n" +
        "folder,a,viewer,user,*,,,,,\r\n",
    );
    expect(await printed([ATTRIBUTES], "csv")).toBe(
      'object_type,object_id,name,value\r\nfolder,a,label,"""x \\""y\\"""""\r\nfolder,a,size,2\r\n',
    );
  });
});

describe("a CSV file", () => {
  test("has a header also without records, of the kind that is asked for", async () => {
    expect(await printed([], "csv")).toMatch(/^object_type,object_id,relation,.*\r\n$/);
    expect((await all(printRecords([], "csv", { kind: "attributes" }))).join("")).toBe(
      "object_type,object_id,name,value\r\n",
    );
  });

  test.each([
    [[BARE, ATTRIBUTES], "invalid_attributes", "write the attributes to a file of their own"],
    [[ATTRIBUTES, BARE], "invalid_tuple", "write the tuples to a file of their own"],
  ] as const)("holds tuples or attributes, and not both", async (records, code, part) => {
    const printing = all(printRecords(records, "csv"));
    await expect(printing).rejects.toMatchObject({ code, message: expect.stringContaining(part) as string });
  });

  test("refuses the first record of another kind than the one that was asked for", () => {
    const printer = new RecordPrinter("csv", { kind: "tuple" });
    expect(() => printer.print(ATTRIBUTES)).toThrow("a CSV file holds tuples or attributes, and not both");
    expect(printer.print(BARE)).toMatch(/^object_type,.*\r\nfolder,a,viewer,user,\*,,,,,\r\n$/);
    expect(printer.end()).toBe("");
  });
});

test.each(TRANSFER_FORMATS)(
  "in %s an object without attributes is nothing, and no records are no lines",
  async (format) => {
    expect(await printed([NOTHING], format)).toBe(await printed([], format));
    expect((await printed([], format)).split("\n").length).toBe(format === "csv" ? 2 : 1);
  },
);

test("chunks are of about 64 KiB, and end with a record", async () => {
  const records = Array.from({ length: 20_000 }, () => BARE);
  const chunks = await all(printRecords(records, "text"));
  expect(chunks.length).toBeGreaterThan(5);
  for (const chunk of chunks.slice(0, -1)) expect(Math.abs(chunk.length - 65_536)).toBeLessThan(30);
  for (const chunk of chunks) expect(chunk.endsWith("user:*\n")).toBe(true);
  expect(chunks.join("")).toBe("folder:a#viewer@user:*\n".repeat(20_000));
});
