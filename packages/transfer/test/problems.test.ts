import { formatOf, formatProblem, parseRecords, RecordParser } from "@relata/transfer";
import { describe, expect, test } from "vitest";
import { OFFICE, problemsOf, read } from "./office.ts";
import { all } from "./situation.ts";

const GOOD = "folder:a#viewer@user:ann\n";

function enough(): never {
  throw new RangeError("enough");
}

describe("the first problem", () => {
  test("is thrown with its place, behind the records that stand before it", async () => {
    const seen: number[] = [];
    const reading = (async () => {
      const text = `${GOOD}${GOOD}folder:a#viewr@user:ann\n${GOOD}`;
      for await (const { line } of parseRecords(OFFICE, [text], "text", { path: "facts.txt" })) seen.push(line);
    })();
    await expect(reading).rejects.toMatchObject({
      name: "Failure",
      code: "unknown_relation",
      message: "facts.txt:3: type `folder` has no relation `viewr`; did you mean `viewer`?: `folder:a#viewr@user:ann`",
      details: { line: 3, path: "facts.txt" },
      cause: { code: "unknown_relation" },
    });
    expect(seen).toEqual([1, 2]);
  });

  test("names the column of CSV, and needs no name of a file", async () => {
    const text = "object_type,object_id,relation,subject_type,subject_id\nfolder,a,viewer,usr,ann";
    await expect(read(text, "csv")).rejects.toMatchObject({
      message: "line 2: column `subject_type`: unknown type `usr`; did you mean `user`?",
      details: { line: 2, column: "subject_type" },
    });
  });

  test("closes the stream that is read", async () => {
    let isClosed = false;
    function* chunks(): Generator<string> {
      try {
        yield "nonsense\n";
        yield GOOD;
      } finally {
        isClosed = true;
      }
    }
    await expect(all(parseRecords(OFFICE, chunks(), "text"))).rejects.toThrow("line 1: ");
    expect(isClosed).toBe(true);
  });
});

describe("whoever is told of problems", () => {
  test("has the records around them, and may end the reading", async () => {
    const text = `nonsense\n${GOOD}\nmore nonsense\n${GOOD}`;
    const { problems, records } = await problemsOf(text, "text");
    expect(problems.map(({ line }) => line)).toEqual([1, 4]);
    expect(records).toEqual(["2: folder:a#viewer@user:ann", "5: folder:a#viewer@user:ann"]);
    const reading = all(parseRecords(OFFICE, [text], "text", { onProblem: enough }));
    await expect(reading).rejects.toThrow(new RangeError("enough"));
  });

  test("can print them with their place", () => {
    const problem = { line: 7, code: "invalid_tuple", message: "no" } as const;
    expect(formatProblem(problem)).toBe("line 7: no");
    expect(formatProblem({ ...problem, column: "policy" }, "a.csv")).toBe("a.csv:7: column `policy`: no");
  });
});

describe("a message", () => {
  test("quotes a long record in part: how it begins, and what is wrong with it", async () => {
    const { problems } = await problemsOf(`folder:a ${"x".repeat(100_000)}`, "text");
    expect(problems[0]?.message).toMatch(/^`folder:a x+ … x+` is neither a tuple nor attributes: write /);
    expect(problems[0]?.message.length).toBeLessThan(520);
  });

  test("stays on its line, and holds nothing that a terminal obeys", async () => {
    const { problems } = await problemsOf(
      'object_type,object_id,relation,subject_type,subject_id\n"fol\n\u001B[2Jder\u202E\uD800",a,viewer,user,ann',
      "csv",
    );
    expect(problems[0]?.message).toBe("unknown type `fol\uFFFD\uFFFD[2Jder\uFFFD\uFFFD`");
  });
});

describe("a record that is longer than the most", () => {
  const id = "x".repeat(60);
  const options = { maxRecordLength: 50 };
  const message = "the record is longer than 50 characters, which are the most";

  test.each([
    ["text", `${GOOD}folder:${id}#viewer@user:ann\n${GOOD}`, 2],
    [
      "ndjson",
      `{"object":"folder:a","attributes":{"size":1}}\n{"object":"folder:a","relation":"viewer","subject":"user:${id}"}\n{"object":"folder:a","attributes":{"size":1}}`,
      2,
    ],
    ["csv", `object_type,object_id,name,value\nfolder,a,size,1\nfolder,"${id}\n""\n",size,1\nfolder,b,size,1`, 3],
    ["csv", `object_type,object_id,name,value\nfolder,a,size,1\n${",".repeat(60)}\n\n\nfolder,b,size,1`, 3],
  ] as const)("is told of, and its neighbours are read: %s", async (format, text, line) => {
    const { problems, records } = await problemsOf(text, format, options);
    expect(problems).toEqual([{ line, code: "invalid_tuple", message }]);
    expect(records).toHaveLength(2);
    await expect(read(text, format, options)).rejects.toThrow(`line ${line}: ${message}`);
  });

  test("is one character longer", async () => {
    const fact = "folder:a#viewer@user:ann";
    expect(await read(`${fact}\n`, "text", { maxRecordLength: fact.length })).toHaveLength(1);
    await expect(read(`${fact}\n`, "text", { maxRecordLength: fact.length - 1 })).rejects.toThrow("which are the most");
    const header = "object_type,object_id,name,value";
    const row = `folder,a,size,1${"0".repeat(17)}`;
    expect(row.length).toBe(header.length);
    expect(await read(`${header}\n${row}\n`, "csv", { maxRecordLength: row.length })).toHaveLength(1);
    await expect(read(`${header}\n${row}0\n`, "csv", { maxRecordLength: row.length })).rejects.toThrow("line 2: ");
  });
});

test("a chunk that is no text is refused, and bytes are told to be decoded", async () => {
  const chunks = [Buffer.from(GOOD)] as unknown as Iterable<string>;
  await expect(all(parseRecords(OFFICE, chunks, "text"))).rejects.toMatchObject({
    code: "invalid_tuple",
    message: "records are read from text: decode bytes first, as UTF-8",
  });
});

test("a parser reads what is handed to it, without waiting", () => {
  const parser = new RecordParser(OFFICE, "text");
  const lines: number[] = [];
  for (const part of [GOOD.slice(0, 9), GOOD.slice(9) + GOOD, GOOD.trim()]) {
    for (const { line } of parser.push(part)) lines.push(line);
  }
  expect(lines).toEqual([1, 2]);
  expect([...parser.end()]).toMatchObject([{ kind: "tuple", line: 3 }]);
});

test("the name of a file tells its format", () => {
  expect(["a.csv", "b/A.CSV", "a.ndjson", "a.jsonl", "facts.txt", "a.facts", "csv", "-"].map(formatOf)).toEqual([
    "csv",
    "csv",
    "ndjson",
    "ndjson",
    "text",
    "text",
    "text",
    "text",
  ]);
});
