import { convertOpenFga, formatRefusal } from "@relata/convert";
import { describe, expect, test } from "vitest";

import { SAMPLE } from "./sample.ts";

const HEAD = "model\n  schema 1.1\ntype user\n";

/** The text of a model that must be converted. */
function converted(text: string, path = "model.fga"): string {
  const { converted: result, refusals } = convertOpenFga({ path, text });
  if (result === undefined) throw new Error(refusals.map((each) => formatRefusal(each, text)).join("\n"));
  return result.files[0]?.text ?? "";
}

/** What of a model is refused, each with its place. */
function refused(text: string, path = "model.fga"): readonly string[] {
  const { converted: result, refusals } = convertOpenFga({ path, text });
  expect(result === undefined).toBe(refusals.length > 0);
  return refusals.map(({ code, message, span }) => `${span.line}:${span.column} ${code}: ${message}`);
}

/** The one line of a document that declares the name. */
function declared(name: string, definition: string): string {
  const others = ["aa", "bb", "cc"].map((each) => `    define ${each}: [user]\n`).join("");
  const text = converted(
    `${HEAD}type doc\n  relations\n${others}    define up: [doc]\n    define ${name}: ${definition}\n`,
  );
  return new RegExp(`(?:relation|permission) ${name}\\b.*`).exec(text)?.[0].replace(/\s+/g, " ") ?? text;
}

describe("a model becomes the file that a person would have written", () => {
  test("with every part of the language, and every comment", () => {
    expect(converted(SAMPLE)).toMatchInlineSnapshot(`
      "model 1

      // The whole file.

      // Kept apart.

      /// Somebody who signs in.
      type user  // people

      type team {
        /// Nested as deep as you like.
        relation member: user | team#member | user with recent
        // the end of teams
      }

      /// A document.
      /// It has a second line.
      type \`my-doc\` {
        // theirs
        relation parent: \`my-doc\`  // where it is
        relation \`type\`: user | user:* | team#member

        relation editor: user = this + \`type\`
        permission \`can-edit\` = (editor & \`type\`) - banned
        relation banned: user
        permission can_view = \`can-edit\` + parent->can_view
        relation kept: user | team#member = this - banned
      }

      /// Not long ago.
      // within an hour
      policy recent(given_now: timestamp, since: timestamp, tags: list<string>, unused: map<int>)
        required given_now, since, tags, unused = given_now - since < duration("1h") && tags.exists(t, t == "new")

      // The end.
      "
    `);
  });

  test.each([
    ["[user]", "relation x: user"],
    ["[user, user:*, doc#aa]", "relation x: user | user:* | doc#aa"],
    ["aa", "permission x = aa"],
    ["aa or bb or cc", "permission x = aa + bb + cc"],
    ["aa and (bb or cc)", "permission x = aa & (bb + cc)"],
    ["(aa or bb) but not cc", "permission x = (aa + bb) - cc"],
    ["[user] but not (aa but not bb)", "relation x: user = this - (aa - bb)"],
    ["[user] or aa from up", "relation x: user = this + up->aa"],
    ["((aa or bb) or cc)", "permission x = aa + bb + cc"],
    ["[user, user] and aa", "relation x: user = this & aa"],
  ])("%s is %s", (definition, expected) => {
    expect(declared("x", definition)).toBe(expected);
  });

  test("schema 1.2 too, and names that are keywords here", () => {
    const text = `model\n  schema 1.2\ntype type\ntype self.service\n  relations\n    define this_: [type]\n    define when: this_\n`;
    expect(converted(text)).toContain(
      "type `self.service` {\n  relation this_: `type`\n  permission `when` = this_\n}",
    );
  });

  test("from JSON as from the DSL", () => {
    const json = JSON.stringify({
      schema_version: "1.1",
      type_definitions: [
        { type: "user" },
        {
          type: "doc",
          relations: {
            owner: { this: {} },
            viewer: { union: { child: [{ this: {} }, { computedUserset: { relation: "owner" } }] } },
            parent: { this: {} },
            all: {
              difference: {
                base: { tupleToUserset: { tupleset: { relation: "parent" }, computedUserset: { relation: "viewer" } } },
                subtract: {
                  intersection: {
                    child: [{ computedUserset: { relation: "owner" } }, { computed_userset: { relation: "viewer" } }],
                  },
                },
              },
            },
          },
          metadata: {
            relations: {
              owner: { directly_related_user_types: [{ type: "user" }] },
              viewer: {
                directly_related_user_types: [
                  { type: "user", wildcard: {} },
                  { type: "user", condition: "c" },
                ],
              },
              parent: { directly_related_user_types: [{ type: "doc" }] },
            },
          },
        },
      ],
      conditions: { c: { name: "c", expression: "x < 3", parameters: { x: { type_name: "TYPE_NAME_INT" } } } },
    });
    const dsl = `${HEAD}type doc
  relations
    define owner: [user]
    define viewer: [user:*, user with c] or owner
    define parent: [doc]
    define all: viewer from parent but not (owner and viewer)
condition c(x: int) {
  x < 3
}
`;
    expect(converted(json, "model.json")).toBe(converted(dsl));
  });
});

describe("what cannot be carried over is refused at its place, all of it at once", () => {
  test("in several places", () => {
    const text = `${HEAD}type doc
  relations
    define a: [usr]
    define b: nobody
    define c: [user with late] or a from b
condition bad(x: int) {
  x.matches("a")
}
`;
    expect(refused(text)).toEqual([
      "6:16 unknown_type: unknown type `usr`",
      "7:15 unknown_relation: type `doc` has no relation or permission `nobody`",
      "8:16 unknown_policy: unknown policy `late`",
      "8:35 wrong_arrow: `b` of `doc` is a permission, and cannot stand left of an arrow",
      "10:5 not_expressible: policies have no function `matches`",
    ]);
  });

  test.each([
    ["a: a", "6:12 source_invalid: nobody can ever hold `a` of `doc`: every way to it leads through itself"],
    ["a: [user] or a", "6:12 depends_on_itself: relation `a` of `doc` leads back to itself: `a` → `a`"],
    ["a: [doc#a]", "6:12 source_invalid: nobody can ever hold `a` of `doc`: every way to it leads through itself"],
    [
      "a: [user:*]\n    define b: a from a",
      "7:15 wrong_arrow: `a` of `doc` admits `user:*`, and cannot stand left of an arrow",
    ],
    [
      "a: [user]\n    define p: [doc, doc#a]\n    define b: a from p",
      "7:21 source_invalid: `p` stands right of `from`, and so may not list `doc#a`",
    ],
    [
      "a: [user]\n    define p: [doc]\n    define b: c from p",
      "8:15 unknown_target: `p` leads to `doc`, without a relation or permission `c`",
    ],
    ["self: [user]", "6:12 source_invalid: a relation may not be called `self`"],
  ])("define %s", (definition, expected) => {
    expect(
      refused(`${HEAD}type doc
  relations
    define ${definition}
`),
    ).toContain(expected);
  });

  test.each([
    ["model\n  schema 1.0\ntype user\n", "schema 1.0"],
    ["model\n  schema 1.1\ntype user\ntype user\n", "`user`"],
    ["{", "source_syntax"],
  ])("%j", (text, expected) => {
    expect(refused(text, text.startsWith("{") ? "model.json" : "model.fga").join("\n")).toContain(expected);
  });

  test("a type that a condition does not have", () => {
    const text = JSON.stringify({
      schema_version: "1.1",
      type_definitions: [{ type: "user" }],
      conditions: { c: { expression: "x", parameters: { x: { type_name: "TYPE_NAME_SOMETHING" } } } },
    });
    expect(refused(text, "model.json")).toEqual([
      expect.stringContaining("parameter `x` has the unknown type `something`"),
    ]);
  });
});
