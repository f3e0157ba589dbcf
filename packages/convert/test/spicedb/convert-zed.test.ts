import { convertZed, formatRefusal, type Converted } from "@relata/convert";
import { formatTuple } from "@relata/model";
import { describe, expect, test } from "vitest";
import { SAMPLE } from "./sample.ts";

/** The converted schema, which must be one. */
function converted(text: string, files: Readonly<Record<string, string>> = {}): Converted {
  const result = convertZed({ path: "schema.zed", text }, { load: (path) => files[path] });
  const refused = result.refusals.map((each) => formatRefusal(each, files[each.span.path] ?? text));
  if (result.converted === undefined) throw new Error(refused.join("\n"));
  return result.converted;
}

/** What of a schema is refused, each with the line that it points to. */
function refused(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const { refusals } = convertZed({ path: "schema.zed", text }, { load: (path) => files[path] });
  return refusals.map(({ code, message, span }) => `${span.path}:${span.line}:${span.column} ${code}: ${message}`);
}

/** The line of the model that declares a permission of the one type in the schema. */
function permission(expression: string): string {
  const relations = ["aa", "bb", "cc", "dd"].map((name) => `relation ${name}: user\n`).join("");
  const text = `definition user {}\ndefinition doc {\n${relations}permission pp = ${expression}\n}`;
  return /permission pp\s+= (.*)/.exec(converted(text).files[0]?.text ?? "")?.[1] ?? "";
}

describe("a schema becomes the file that a person would have written", () => {
  test("with every part of the language", () => {
    expect(converted(SAMPLE).files[0]?.text).toMatchInlineSnapshot(`
      "model 1

      /// Somebody who signs in.
      type \`org/user\`  // people

      // A team of people.
      type \`org/team\` {
        relation member: \`org/user\` | \`org/team\`#member
        permission all = member + self
      }

      type \`org/document\` {
        // shared by all
        relation banned: \`org/user\`
        relation parent: \`org/folder\`

        /// Who may look.
        relation viewer: \`org/user\` | \`org/user\`:* | \`org/team\`#member with on_tuesday
        relation editor: \`org/user\` with on_tuesday  // edits

        permission edit  = (editor + parent->edit) - banned
        permission view  = ((viewer + edit) & parent->view) - banned
        permission share = (parent.all(edit) - (editor & viewer)) - nil  // rarely
        // the end of documents
      }

      type \`org/folder\` {
        relation owner: \`org/user\`
        permission edit = owner
        permission view = edit
      }

      // a comment in CEL

      /// On a day.
      policy on_tuesday(day: string, tags: list<string>, given_now: timestamp) =
        day == "tuesday }" && "x" in tags && given_now > timestamp("2024-01-01T00:00:00Z")

      // behind all
      "
    `);
  });

  test("of a folder of files, one for each, with imports", () => {
    const main = 'use import\nimport "./parts/users.zed"\ndefinition doc {\n  relation owner: user\n}\n';
    const { files, model } = converted(main, { "parts/users.zed": 'import "../schema.zed"\ndefinition user {}\n' });
    expect(files.map(({ path }) => path)).toEqual(["schema.relata", "parts/users.relata"]);
    expect(files[0]?.text).toContain('import "./parts/users.relata"');
    expect(model.types.map(({ name }) => name)).toEqual(["doc", "user"]);
  });

  test("of which what is left out is told", () => {
    const notes = converted(SAMPLE).notes.map(({ message, span }) => `${span?.line ?? 0}: ${message}`);
    expect(notes).toMatchInlineSnapshot(`
      [
        "43: the parameter \`now\` is called \`given_now\`, also in requests: that name has a meaning",
        "18: \`with expiration\` is left out: any tuple may have an end, \`until\`",
        "27: \`with expiration\` is left out: any tuple may have an end, \`until\`",
        "28: \`with expiration\` is left out: any tuple may have an end, \`until\`",
        "30: the type annotation of \`edit\` is left out",
      ]
    `);
  });
});

describe("precedence is made explicit", () => {
  test.each([
    ["aa + bb + cc", "aa + bb + cc"],
    ["aa - bb - cc", "(aa - bb) - cc"],
    ["aa + bb - cc + dd", "(aa + bb) - (cc + dd)"],
    ["aa & bb + cc", "aa & (bb + cc)"],
    ["aa - bb & cc", "aa - (bb & cc)"],
    ["aa & bb - cc & dd", "(aa & bb) - (cc & dd)"],
    ["(aa + (bb + cc)) + dd", "aa + bb + cc + dd"],
    ["(aa & bb) + cc", "(aa & bb) + cc"],
    ["aa - (bb - cc)", "aa - (bb - cc)"],
    ["((aa))", "aa"],
    ["nil - aa", "nil - aa"],
    ["aa\n + bb\n + cc", "aa + bb + cc"],
    ["aa +\n bb", "aa + bb"],
    ["\n (\n aa - // one\n\n bb\n) &\n cc", "(aa - bb) & cc"],
  ])("%j is %j", (source, expected) => expect(permission(source)).toBe(expected));
});

describe("caveats are policies with plain parameters", () => {
  test.each(["now", "resource", "action", "context", "subject"])("also one with a parameter called `%s`", (name) => {
    const text = `definition user {}\ncaveat due(${name} int) { ${name} > 2 }\ndefinition doc {\n relation r_one: user with due\n}`;
    const relationships = { path: "tuples", text: `doc:1#r_one@user:a[due:{"${name}":"3"}]\n// a comment\n\n` };
    const { converted, refusals } = convertZed({ path: "schema.zed", text }, { relationships });
    expect(refusals).toEqual([]);
    expect(converted?.files[0]?.text).toContain(`policy due(given_${name}: int) = given_${name} > 2`);
    expect(converted?.tuples.map(formatTuple)).toEqual([`doc:1#r_one@user:a with due {"given_${name}":3}`]);
  });

  test("whatever their strings and comments hold", () => {
    const cel = `'it''s }' == say && r"\\}" != say && """\n}\n""" != say // }\n && "\\"}" != say`;
    const text = `definition user {}\ncaveat odd(say string) {\n ${cel.replace("''", "\\'")}\n}\ndefinition doc {\n relation own: user with odd\n}`;
    expect(converted(text).model.policies[0]?.body).toEqual({
      and: [
        { "==": ["it's }", { var: "say" }] },
        { "!=": ["\\}", { var: "say" }] },
        { "!=": ["\n}\n", { var: "say" }] },
        { "!=": ['"}', { var: "say" }] },
      ],
    });
  });

  test("called as they are there, with slashes", () => {
    const text =
      "definition user {}\ncaveat org/is(ok bool) { ok }\ndefinition doc {\n relation own: user with org/is\n}";
    expect(converted(text).files[0]?.text).toContain("relation own: user with `org/is`");
  });
});

describe("what only looks odd stays what it means", () => {
  test("an arrow that leads to no type with that name is `nil`, and told", () => {
    const text =
      "definition user {}\ndefinition doc {\n relation owner: user\n permission view = owner + owner->nothing\n}";
    const { files, notes } = converted(text);
    expect(files[0]?.text).toContain("permission view = owner + nil");
    expect(notes.map(({ message }) => message)).toContain(
      "`owner->nothing` is now `nil`: no type on `owner` has `nothing`",
    );
  });

  test("relations called as types, as keywords of relata, or as words of the language", () => {
    const text =
      "definition user {}\ndefinition type {\n relation type: user\n relation self: user\n relation when: user\n relation relation: user\n permission all = type + self + when\n}";
    expect(converted(text).files[0]?.text).toContain("permission all = `type` + `self` + `when`");
  });

  test("a wildcard through a subject set, which is warned of", () => {
    const text =
      "definition user {}\ndefinition team {\n relation member: user:*\n}\ndefinition doc {\n relation own: team#member\n}";
    expect(converted(text).notes.map(({ span }) => span?.line)).toEqual([6]);
  });

  test("expiration is the end of a tuple", () => {
    const text = "use expiration\ndefinition user {}\ndefinition doc {\n relation own: user with expiration | user\n}";
    const relationships = { path: "t", text: "doc:1#own@user:a[expiration:2300-12-01T00:00:00+01:00]" };
    const result = convertZed({ path: "schema.zed", text }, { relationships });
    expect(result.converted?.tuples.map(formatTuple)).toEqual(["doc:1#own@user:a until 2300-11-30T23:00:00Z"]);
    expect(result.converted?.files[0]?.text).toContain("relation own: user\n");
  });

  test("a caveat called `expiration`, without `use expiration`", () => {
    const text =
      "definition user {}\ncaveat expiration(ok bool) { ok }\ndefinition doc {\n relation own: user with expiration\n}";
    expect(converted(text).files[0]?.text).toContain("relation own: user with expiration");
  });
});

describe("what cannot be carried over is refused where it stands", () => {
  test("several mistakes at once, each by itself", () => {
    const text = `definition user {
  relation
  relation friend: usr
  permission see = friend ->
  permission all = friend + missing
}
definiton doc {}
caveat c(x int) { y > 1 }
definition last { relation a: user permission b = a }
`;
    expect(refused(text)).toMatchInlineSnapshot(`
      [
        "schema.zed:2:11 source_syntax: expected the name of a relation, found the end of the line",
        "schema.zed:3:20 unknown_type: unknown type \`usr\`",
        "schema.zed:4:29 source_syntax: expected a relation or permission, found the end of the line",
        "schema.zed:5:29 unknown_relation: type \`user\` has no relation or permission \`missing\`",
        "schema.zed:7:1 source_syntax: expected \`definition\`, \`caveat\`, \`partial\`, \`use\` or \`import\`, found \`definiton\`",
        "schema.zed:8:19 source_invalid: there is no parameter \`y\`",
        "schema.zed:9:36 source_syntax: expected the end of the line, found \`permission\`",
      ]
    `);
  });

  test.each([
    ["a permission that depends on itself", "permission aa = bb\n permission bb = aa", "4:"],
    ["an arrow from a permission", "permission aa = own\n permission bb = aa->own", "5:"],
    ["a chain of arrows", "permission aa = own->own->own", "4:"],
    ["a name that is declared twice", "relation own: user", "4:"],
    ["a partial that is not there", "...gone", "4:"],
    ["a brace that is not closed", "permission bb = (own", "4:"],
    ["a wildcard with a relation", "relation bb: user:*#own", "4:"],
  ])("%s", (_, member, line) => {
    const text = `definition user {}\ndefinition doc {\n relation own: doc\n ${member}\n}\n`;
    expect(refused(text)).toContainEqual(expect.stringMatching(`^schema.zed:${line}`));
  });

  test.each([
    ["an unknown parameter type", "caveat c(x wat) { x == 1 }", "source_invalid"],
    ["bytes", 'caveat c(x bytes) { x == b"a" }', "not_expressible"],
    ["what is not CEL", "caveat c(x int) { x === 1 }", "source_syntax"],
    ["a parameter that nothing reads", "caveat c(x int, z int) { x == 1 }", "unused_parameter"],
    ["what is no condition", "caveat c(x int) { x + 1 }", "policy_type"],
    ["a function that policies lack", 'caveat c(x string) { x.matches("a") }', "not_expressible"],
    ["a caveat that does not end", "caveat c(x int) { x > 1", "source_syntax"],
    ["a feature that there is not", "use magic", "source_syntax"],
    ["an import that leaves the folder", 'import "../up.zed"', "source_missing"],
    ["an import that is not there", 'import "./up.zed"', "source_missing"],
  ])("%s", (_, source, code) => {
    const found = convertZed({ path: "schema.zed", text: `definition user {}\n${source}\n` }).refusals;
    expect(found.map((each) => [each.code, each.span.line])).toContainEqual([code, 2]);
  });

  test("a mistake in a file that is imported, in that file", () => {
    expect(refused('import "./b.zed"\n', { "b.zed": "\ndefinition {}\n" })).toEqual([
      "b.zed:2:12 source_syntax: expected the name of a definition, found `{`",
    ]);
  });
});
