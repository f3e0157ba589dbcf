import { convertZed } from "@relata/convert";
import { describe, expect, test } from "vitest";

describe("a relationship that is none of the schema's is refused where it stands", () => {
  test.each([
    ["doc:1#own@user:a#member", "not user#member"],
    ["doc:1#gone@user:a", "gone"],
    ["doc:1#own", "is no relationship"],
    ["doc:*#own@user:a", "wildcard"],
    ["doc:1#own@user:a[due]", "due"],
    ['doc:1#capped@user:a[cap:{"x":1.5}]', "not of the type"],
    ['doc:1#capped@user:a[cap:{"x":9007199254740993}]', "beyond"],
    ["doc:1#capped@user:a[cap:{x}]", "JSON"],
    ["doc:1#own@user:a[expiration:tomorrow]", "no time"],
  ])("the relationship %s", (line, message) => {
    const text =
      "definition user {}\ncaveat cap(x int) { x > 1 }\ndefinition doc {\n relation own: user\n relation capped: user with cap\n}";
    const relationships = { path: "tuples.txt", text: `doc:2#own@user:b\n  ${line}\n` };
    const [first] = convertZed({ path: "schema.zed", text }, { relationships }).refusals;
    expect([first?.span.path, first?.span.line, first?.span.column]).toEqual(["tuples.txt", 2, 3]);
    expect(first?.message).toContain(message);
  });
});
