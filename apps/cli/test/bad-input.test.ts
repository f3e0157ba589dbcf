import { describe, expect, test } from "vitest";
import { World } from "./world.ts";

const WHICH = "which database? give --db FILE or --db postgres://…, or set RELATA_DATABASE_URL";

const QUESTION = ["check", "user:ann", "read", "client_abc:invoice:1", "--tuples", "facts.txt"];

/** The one line of standard error of a command line that is refused as bad input. */
async function refused(argv: readonly string[], world = new World()): Promise<string> {
  const { exitCode, stdout, stderr } = await world.run(argv);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  return stderr;
}

function asked(subject: string, permission: string, object: string): readonly string[] {
  return ["check", subject, permission, object, "--tuples", "facts.txt"];
}

describe("a question is refused", () => {
  const invoice = "client_abc:invoice:1";
  test.each([
    [
      "of an unknown type of subject",
      asked("usr:ann", "read", invoice),
      "unknown_type",
      "unknown type `usr` in `usr:ann`; did you mean `user`?",
    ],
    [
      "of an unknown type of object",
      asked("user:ann", "read", "foldr:x"),
      "unknown_type",
      "unknown type `foldr` in `foldr:x`; did you mean `folder`?",
    ],
    [
      "of an unknown permission",
      asked("user:ann", "raed", invoice),
      "unknown_permission",
      "type `client_abc:invoice` has no relation or permission `raed`; did you mean `read`?",
    ],
    [
      "of an unknown relation of a subject",
      asked("group:eng#membr", "read", invoice),
      "unknown_relation",
      "type `group` has no relation or permission `membr`; did you mean `member`?",
    ],
    [
      "of no reference",
      asked("ann", "read", invoice),
      "invalid_reference",
      "`ann` is not a reference: write `type:id`, for instance `user:ann`",
    ],
    [
      "of an empty id",
      asked("user:", "read", invoice),
      "invalid_reference",
      "`user:` is not a reference: the id is empty",
    ],
    [
      "of an id with white space",
      asked("user:a b", "read", invoice),
      "invalid_reference",
      "`user:a b` is not a reference: the id may not hold white space (U+0020) (at character 2)",
    ],
    [
      "of an object id with a `#`",
      asked("user:ann", "read", `${invoice}#x`),
      "invalid_reference",
      "`client_abc:invoice:1#x` is not a reference: the id may not hold `#` (at character 2)",
    ],
  ])("%s", async (_, argv, code, message) => {
    expect(await refused(argv)).toBe(`error ${code}: ${message}\n`);
  });

  test("of an id that is too long, and answers one that is just not", async () => {
    expect(await refused(asked(`user:${"é".repeat(513)}`, "read", invoice))).toMatch(
      /the id has 1026 bytes of UTF-8, and 1024 are the most\n$/,
    );
    const longest = await new World().run(asked(`user:${"é".repeat(512)}`, "read", invoice));
    expect(longest.exitCode).toBe(1);
  });

  test("of a list of an unknown type", async () => {
    expect(await refused(["list-objects", "user:ann", "view", "foldr", "-t", "facts.txt"])).toBe(
      "error unknown_type: unknown type `foldr`; did you mean `folder`?\n",
    );
    expect(await refused(["list-subjects", "group#mmber", "view", "folder:open", "-t", "facts.txt"])).toBe(
      "error unknown_permission: type `group` has no relation or permission `mmber`; did you mean `member`?\n",
    );
  });

  test.each(["--resource", "--context"])("of %s that is no JSON object", async (option) => {
    const help = `write for instance '{"amount": 250}'`;
    expect(await refused([...QUESTION, option, "{amount: 1}"])).toBe(
      `error usage: ${option} is not JSON: \`{amount: 1}\`; ${help}\n`,
    );
    for (const text of ["[1]", "null", "7"]) {
      expect(await refused([...QUESTION, option, text])).toBe(
        `error usage: ${option} is not an object of named values: \`${text}\`; ${help}\n`,
      );
    }
  });

  test.each(["yesterday", "2026-02-30T00:00:00Z", "2026-01-01", ""])("of --now %j", async (now) => {
    expect(await refused([...QUESTION, "--now", now])).toBe(
      `error invalid_question: \`now\` is not a timestamp such as \`2026-01-31T09:00:00Z\`: it is \`${now}\`\n`,
    );
  });
});

describe("facts are refused", () => {
  test("where the relation does not admit the kind of subject", async () => {
    const world = new World();
    world.write("f.txt", "client_abc:invoice:1#folder@user:ann");
    const line = ["check", "user:ann", "read", "client_abc:invoice:1", "--tuples", "f.txt"];
    expect(await refused(line, world)).toBe(
      "error invalid_tuple: f.txt:1: relation `folder` of `client_abc:invoice` admits folder, not user: `client_abc:invoice:1#folder@user:ann`\n",
    );
  });

  test("with all their mistakes, each on its line", async () => {
    const world = new World();
    world.write(
      "f.txt",
      "folder:a#viewer@user:ann\nfolder:a#viever@user:ann\n\nfolder:a#view@user:x\r\n// fine\nfolder:a {\n",
    );
    const stderr = await refused(["import", "f.txt", "--db", "a.db"], world);
    expect(stderr.split("\n")).toEqual([
      "error invalid_tuple:",
      expect.stringMatching(/^f\.txt:2: type `folder` has no relation `viever`; did you mean `viewer`\?/),
      expect.stringMatching(
        /^f\.txt:4: `view` of `folder` is a permission, and permissions are computed, never written/,
      ),
      expect.stringMatching(/^f\.txt:6: `folder:a \{` is neither a tuple nor attributes/),
      "nothing was imported",
      "",
    ]);
    expect(world.names()).not.toContain("a.db");
  });

  test("with the right lines, however far down they are", async () => {
    const world = new World();
    const lines = Array.from({ length: 45_000 }, (_, i) => `folder:f${i}#viewer@user:ann`);
    lines[44_999] = "folder:f#viewer@nobody";
    world.write("f.txt", lines.join("\n"));
    expect(await refused(["import", "f.txt", "--db", "a.db"], world)).toMatch(
      /^error invalid_tuple: f\.txt:45000: .*; the first 44,000 records were imported, and may be imported again\n$/,
    );
  });

  test("where an attribute is not declared, or not of its type", async () => {
    const world = new World();
    world.write("f.txt", 'client_abc:invoice:1 {"amout": 1}\nclient_abc:invoice:1 {"amount": "one"}');
    const stderr = await refused(["import", "f.txt", "--db", "a.db"], world);
    expect(stderr).toContain(
      "f.txt:1: type `client_abc:invoice` declares no attribute `amout`; did you mean `amount`?",
    );
    expect(stderr).toContain("f.txt:2: `amount` of `client_abc:invoice:1`");
  });

  test("where the file is missing, a folder, or not text", async () => {
    const world = new World();
    world.write("b.txt", Buffer.from([0x66, 0xff]));
    world.write("n.txt", "folder:a\0");
    world.write("in/x.txt", "");
    const line = ["list-objects", "user:ann", "view", "folder", "--tuples"];
    const said = async (path: string) => refused([...line, path], world);
    expect(await said("no.txt")).toBe(
      "error usage: the facts in no.txt cannot be read: there is no such file or folder\n",
    );
    expect(await said("in")).toBe("error usage: the facts in in cannot be read: it is a folder\n");
    expect(await said("b.txt")).toBe("error usage: b.txt is not a file of facts: it is not UTF-8\n");
    expect(await said("n.txt")).toBe("error usage: n.txt is not a file of facts: it holds a NUL byte\n");
  });

  test("where two files hold one tuple", async () => {
    const world = new World();
    expect(await refused([...QUESTION, "--tuples", "facts.txt"], world)).toMatch(
      /^error invalid_tuple: `client_abc:invoice:1#owner@user:ann` stands twice in one write/,
    );
  });

  test("without letting them write control characters to the terminal", async () => {
    const world = new World();
    world.write("f.txt", "folder:\u001B[31mred\u202E#viewer@user:ann");
    const stderr = await refused(["import", "f.txt", "--db", "a.db"], world);
    expect(stderr).toContain("folder:\u{FFFD}[31mred\u{FFFD}");
    for (const forged of ["\u001B", "\u202E"]) expect(stderr).not.toContain(forged);
  });
});

describe("a command line is refused", () => {
  test.each([
    ["without its arguments", ["check", "user:ann"], "missing required argument 'permission'"],
    [
      "with too many of them",
      ["check", "a", "b", "c", "d"],
      "too many arguments for 'check'. Expected 3 arguments but got 4.",
    ],
    ["with an unknown command", ["chek"], "unknown command 'chek'\n(Did you mean check?)"],
    ["with an unknown option", ["check", "--tuple", "x"], "unknown option '--tuple'\n(Did you mean --tuples?)"],
    ["with an option that lacks its value", [...QUESTION, "--now"], "option '--now <timestamp>' argument missing"],
    ["without a store", QUESTION.slice(0, 4), "where are the tuples? give --tuples FILE or --db DATABASE"],
    ["with two stores", [...QUESTION, "--db", "a.db"], "give --tuples or --db, not both: one store is asked"],
    [
      "with attributes for a list of objects",
      ["list-objects", "u", "v", "t", "--resource", "{}"],
      "unknown option '--resource'",
    ],
    ["without a database to import into", ["import", "facts.txt"], WHICH],
    ["without files to import", ["import", "--db", "a.db"], "missing required argument 'file'"],
    ["without a database to export", ["export"], WHICH],
  ])("%s", async (_, argv, message) => {
    expect(await refused(argv)).toBe(`error usage: ${message}\n`);
  });

  test("without a command, and shown the help", async () => {
    expect(await refused([])).toMatch(/^Usage: relata /);
    expect(await refused(["help", "chek"])).toMatch(/^Usage: relata /);
  });
});
