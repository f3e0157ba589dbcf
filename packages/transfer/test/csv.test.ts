import { describe, expect, test } from "vitest";
import { problemsOf, read } from "./office.ts";

const HEADER =
  "object_type,object_id,relation,subject_type,subject_id,subject_relation,policy,parameters,valid_from,valid_until";

describe("tuples in CSV", () => {
  test("have a row each, below a header that names the columns", async () => {
    const text = [
      HEADER,
      "folder,plans,viewer,user,ann,,,,,",
      "folder,plans,viewer,group,eng,member,,,,",
      "folder,plans,viewer,user,*,,,,,",
      'folder,plans,viewer,user,bob,,same_region,"{""region"":""eu""}",2026-01-01T00:00:00Z,2027-01-01T00:00:00Z',
      "",
    ].join("\r\n");
    expect(await read(text, "csv")).toEqual([
      "2: folder:plans#viewer@user:ann",
      "3: folder:plans#viewer@group:eng#member",
      "4: folder:plans#viewer@user:*",
      '5: folder:plans#viewer@user:bob with same_region {"region":"eu"} from 2026-01-01T00:00:00Z until 2027-01-01T00:00:00Z',
    ]);
  });

  test("may have their columns in any order, and only those that are needed", async () => {
    expect(
      await read("subject_id,subject_type,relation,object_id,object_type\nann,user,viewer,plans,folder", "csv"),
    ).toEqual(["2: folder:plans#viewer@user:ann"]);
    expect(
      await read(
        "valid_until,object_type,object_id,relation,subject_type,subject_id\n2027-01-01T00:00:00Z,folder,a,viewer,user,ann\n,folder,b,viewer,user,ann",
        "csv",
      ),
    ).toEqual(["2: folder:a#viewer@user:ann until 2027-01-01T00:00:00Z", "3: folder:b#viewer@user:ann"]);
  });

  test("are read behind a byte order mark, with any line ends, and with the empty rows of spreadsheets", async () => {
    const rows = ["folder,a,viewer,user,ann,,,,,", ",,,,,,,,,", "folder,b,viewer,user,ann,,,,,", ""];
    for (const end of ["\n", "\r\n"]) {
      expect(await read(`\uFEFF${[HEADER, "", ...rows].join(end)}`, "csv")).toEqual([
        "3: folder:a#viewer@user:ann",
        "5: folder:b#viewer@user:ann",
      ]);
    }
  });

  test("keep ids that spreadsheets take for formulas or numbers, exactly", async () => {
    for (const id of ["=1+1", "+1", "-1", "@SUM(A1)", "0001", "1e5", "'", "TRUE"]) {
      expect(await read(`${HEADER}\nfolder,${id},viewer,user,ann,,,,,`, "csv")).toEqual([
        `2: folder:${id}#viewer@user:ann`,
      ]);
    }
  });

  test("are counted by the line on which their row begins, also behind line breaks in quotes", async () => {
    const spread = '"{\n""region"":\r\n""eu""}"';
    const text = `${HEADER}\nfolder,a,viewer,user,ann,,same_region,${spread},,\nfolder,b,viewer,user,ann,,,,,`;
    expect(await read(text, "csv")).toEqual([
      '2: folder:a#viewer@user:ann with same_region {"region":"eu"}',
      "5: folder:b#viewer@user:ann",
    ]);
  });

  test.each([
    ["folders,a,viewer,user,ann,,,,,", "object_type", "unknown_type", "unknown type `folders`; did you mean `folder`?"],
    ["folder,a b,viewer,user,ann,,,,,", "object_id", "invalid_reference", "may not hold white space (U+0020)"],
    ["folder,,viewer,user,ann,,,,,", "object_id", "invalid_reference", "the id is empty"],
    ["folder,a,viewr,user,ann,,,,,", "relation", "unknown_relation", "did you mean `viewer`?"],
    ["folder,a,view,user,ann,,,,,", "relation", "unknown_relation", "permissions are computed, never written"],
    ["folder,a,viewer,usr,ann,,,,,", "subject_type", "unknown_type", "unknown type `usr`; did you mean `user`?"],
    ["folder,a,viewer,user,#,,,,,", "subject_id", "invalid_reference", "the id may not hold `#`"],
    ["folder,a,viewer,group,*,member,,,,", "subject_id", "invalid_reference", "a subject set belongs to one object"],
    ["folder,a,viewer,group,g,members,,,,", "subject_relation", "unknown_relation", "did you mean `member`?"],
    [
      "folder,a,viewer,group,g,,,,,",
      undefined,
      "not_admitted",
      "admits group#member, user, user with same_region, user:*, not group",
    ],
    ["folder,a,viewer,user,ann,,same_regio,,,", "policy", "unknown_policy", "did you mean `same_region`?"],
    ["folder,a,viewer,user,ann,,same_region,eu,,", "parameters", "invalid_tuple", "`eu` is not a JSON object"],
    ["folder,a,viewer,user,ann,,same_region,[],,", "parameters", "invalid_tuple", "`[]` is not a JSON object"],
    ["folder,a,viewer,user,ann,,same_region,,,", undefined, "invalid_tuple", "needs its parameter `region: string`"],
    ["folder,a,viewer,user,ann,,,{},,", "parameters", "invalid_tuple", "there are parameters, but no policy"],
    ["folder,a,viewer,user,ann,,,,2026,", "valid_from", "invalid_tuple", "`valid_from` is not a timestamp"],
    ["folder,a,viewer,user,ann,,,,,soon", "valid_until", "invalid_tuple", "it is `soon`"],
    ["folder,a,viewer,user,ann,,,,,,", undefined, "invalid_tuple", "the row has 11 fields, and the header has 10"],
    ["folder,a,viewer,user,ann", undefined, "invalid_tuple", "the row has 5 fields, and the header has 10"],
    ['folder,a"b,viewer,user,ann,,,,,', undefined, "invalid_tuple", "a quote stands in a field without quotes"],
    ['folder,"a"b,viewer,user,ann,,,,,', undefined, "invalid_tuple", "text follows the closing quote of a field"],
    ["folder,a,viewer,user,ann,,,,,\rfolder", undefined, "invalid_tuple", "a carriage return stands alone"],
  ])("%j has a problem in %s, and hides none of the rows below", async (row, column, code, part) => {
    const { problems, records } = await problemsOf(`${HEADER}\n${row}\nfolder,a,viewer,user,ann,,,,,`, "csv");
    expect(problems).toEqual([
      { line: 2, ...(column !== undefined && { column }), code, message: expect.stringContaining(part) as string },
    ]);
    expect(records).toEqual(["3: folder:a#viewer@user:ann"]);
  });

  test.each([
    ["quotes that are never closed", `${HEADER}\n\nfolder,"a,viewer\n\n`, 3, "the quotes of a field are never closed"],
    ["a carriage return at the end", `${HEADER}\nfolder,a,viewer,user,ann,,,,,\r`, 2, "a carriage return stands alone"],
    ["quotes never closed behind a record", `${HEADER}\nfolder,"a\n"",`, 2, "the quotes of a field are never closed"],
  ])("%s are a problem of their row", async (_, text, line, part) => {
    const { problems, records } = await problemsOf(text, "csv");
    expect(problems).toEqual([{ line, code: "invalid_tuple", message: expect.stringContaining(part) as string }]);
    expect(records).toEqual([]);
  });
});

describe("attributes in CSV", () => {
  const COLUMNS = "object_type,object_id,name,value";

  test("have a row each, and neighbours of one object are one record", async () => {
    const rows = ["folder,a,size,2", 'folder,a,label,"""x, y"""', "folder,b,closed,true", "", "folder,a,closed,false"];
    expect(await read([COLUMNS, ...rows].join("\n"), "csv")).toEqual([
      '2: folder:a {"size":2,"label":"x, y"}',
      '4: folder:b {"closed":true}',
      '6: folder:a {"closed":false}',
    ]);
  });

  test.each([
    ["folder,a,sice,2", "name", "declares no attribute `sice`; did you mean `size`?"],
    ["folder,a,size,two", "value", '`two` is not a value of JSON: text stands in double quotes, `"paid"`'],
    ["folder,a,size,", "value", "`` is not a value of JSON"],
    ['folder,a,size,"""2"""', "value", "`size` of `folder:a` is text, not a number"],
    ["folder,a,label,TRUE", "value", "`TRUE` is not a value of JSON"],
    ["folder,a,closed,true", "name", "`closed` of `folder:a` stands twice"],
    ["folder,*,closed,true", "object_id", "attributes belong to one object, and `folder:*` stands for all"],
    ["folders,a,closed,true", "object_type", "unknown type `folders`"],
    ["folder,,closed,true", "object_id", "the id is empty"],
  ])("%j has a problem in %s, and the neighbours are read", async (row, column, part) => {
    const { problems, records } = await problemsOf(
      [COLUMNS, "folder,a,closed,true", row, "folder,c,size,1"].join("\n"),
      "csv",
    );
    expect(problems).toMatchObject([{ line: 3, column, message: expect.stringContaining(part) as string }]);
    expect(records).toEqual(['2: folder:a {"closed":true}', '4: folder:c {"size":1}']);
  });
});

describe("a header", () => {
  test.each([
    [
      "object_type,object_id,relation,subject_type,subjectid",
      "unknown column `subjectid`; did you mean `subject_id`? (the",
    ],
    [
      "Object_Type,object_id,relation,subject_type,subject_id",
      "unknown column `Object_Type`; did you mean `object_type`?",
    ],
    [
      "object_type,object_id,name,value,valid_from",
      "unknown column `valid_from` (the first row names the columns: object_type, object_id, name, value)",
    ],
    ["object_type,object_id,relation,subject_type,subject_id,", "unknown column ``"],
    ["object_type,object_id,relation,relation,subject_type,subject_id", "the column `relation` stands twice"],
    ["object_type,object_id,policy", "the columns lack `relation`, `subject_type`, `subject_id`"],
    ["object_type,object_id,value", "the columns lack `name`"],
    ["folder,plans,viewer,user,ann", "unknown column `folder` (the first row names the columns"],
    ["object_type;object_id;name;value", "the columns are parted by `;`: save the file with commas"],
    ["object_type\tobject_id\tname\tvalue", "the columns are parted by tabs: save the file with commas"],
  ])("%j is refused, whoever is told of problems", async (header, part) => {
    const reading = problemsOf(`\r\n${header}\nfolder,plans,viewer,user,ann`, "csv", { path: "facts.csv" });
    await expect(reading).rejects.toMatchObject({
      name: "Failure",
      code: "invalid_tuple",
      message: expect.stringContaining(`facts.csv:2: ${part}`) as string,
      details: { line: 2, path: "facts.csv" },
    });
  });

  test("that is missing is no mistake where nothing is below it", async () => {
    expect(await read("", "csv")).toEqual([]);
    expect(await read("\uFEFF\r\n", "csv")).toEqual([]);
  });
});
