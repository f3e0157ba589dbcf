import { formatFacts, parseFacts } from "@relata/core";
import { indexModel } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ATTRIBUTES, emptyRelata, failureOf, model, STORES, TUPLES } from "./situation.ts";

const index = indexModel(model);

describe.each(STORES)("facts %s", (_, open) => {
  test("that were read are written as they are, windows included", async () => {
    const relata = await emptyRelata(open);
    await relata.write(["group:eng#member@user:ann from 2026-01-01T00:00:00.000000001Z until 2027-01-01T00:00:00Z"]);
    const { tuples } = await relata.contents();
    const copy = await emptyRelata(open);
    await copy.write(tuples);
    expect((await copy.contents()).tuples).toEqual(tuples);
  });

  test("are what an export writes, and an import writes the same again", async () => {
    const relata = await emptyRelata(open);
    const text = [...TUPLES, 'client_abc:invoice:1 {"status":"paid","amount":250}'].join("\n");
    const { tuples, attributes } = parseFacts(index, text, "facts.txt");
    await relata.write({ touch: tuples, attributes });
    const exported = formatFacts(await relata.contents());
    const again = await emptyRelata(open);
    const parsed = parseFacts(index, exported, "export.txt");
    await again.write({ touch: parsed.tuples, attributes: parsed.attributes });
    expect(formatFacts(await again.contents())).toBe(exported);
    expect(exported).toContain('client_abc:invoice:1 {"amount":250,"status":"paid"}\n');
    expect(exported.split("\n")).toHaveLength(TUPLES.length + 2);
  });
});

test("blank lines, comments, indentation and Windows line ends say nothing", () => {
  const text = [
    "// the engineers",
    "",
    "  group:eng#member@user:ann  ",
    "\t// and what they bill",
    '\tclient_abc:invoice:1   {"amount": 1}',
    "   ",
    "group:eng#member@user:bob until 2027-01-01T00:00:00Z",
  ].join("\r\n");
  const { tuples, attributes } = parseFacts(index, text, "facts.txt");
  expect(formatFacts({ tuples, attributes: attributes.map(({ object, set = {} }) => ({ object, values: set })) })).toBe(
    "group:eng#member@user:ann\ngroup:eng#member@user:bob until 2027-01-01T00:00:00Z\n" +
      'client_abc:invoice:1 {"amount":1}\n',
  );
});

test("no text is no facts", () => {
  expect(parseFacts(index, "", "facts.txt")).toEqual({ tuples: [], attributes: [] });
  expect(formatFacts({ tuples: [], attributes: [] })).toBe("");
});

test("every line with a mistake is named with its place, and nothing is read", async () => {
  const text = [
    "group:eng#member@user:ann",
    "group:eng#membr@user:ann",
    "",
    "group:eng",
    'client_abc:invoice:1 {"amount": "much"}',
    "client_abc:invoice:1 [1]",
    "usr:ann {}",
    "hello there",
  ].join("\n");
  const failure = await failureOf(() => parseFacts(index, text, "team.facts"));
  const forms = "write `type:id#relation@subject`, or `type:id` and a JSON object of attributes";
  expect(failure.code).toBe("invalid_tuple");
  expect(failure.message.split("\n")).toEqual([
    "team.facts:2: type `group` has no relation `membr`; did you mean `member`?: `group:eng#membr@user:ann`",
    `team.facts:4: \`group:eng\` is neither a tuple nor attributes: ${forms}`,
    "team.facts:5: `amount` of `client_abc:invoice:1` is text, not a number; the model declares `amount: number`",
    `team.facts:6: \`client_abc:invoice:1 [1]\` is neither a tuple nor attributes: ${forms}`,
    "team.facts:7: unknown type `usr` in `usr:ann`; did you mean `user`?",
    "team.facts:8: `hello` is not a reference: write `type:id`, for instance `user:ann`",
  ]);
});

test("the first twenty mistakes are shown, and the rest are counted", async () => {
  const text = Array.from({ length: 25 }, () => "group:eng").join("\n");
  const lines = (await failureOf(() => parseFacts(index, text, "f"))).message.split("\n");
  expect(lines).toHaveLength(21);
  expect(lines[19]).toMatch(/^f:20: /);
  expect(lines[20]).toBe("and 5 more lines with mistakes");
});

test("what is formatted is canonical: names in order, and each line parses alone", () => {
  const lines = formatFacts({
    tuples: TUPLES.flatMap((tuple) => parseFacts(index, tuple, "f").tuples),
    attributes: ATTRIBUTES.map(({ object, set }) => {
      const [change] = parseFacts(index, `${object} ${JSON.stringify(set)}`, "f").attributes;
      return { object: change?.object ?? { type: "", id: "" }, values: set };
    }),
  });
  expect(lines.split("\n").slice(0, TUPLES.length)).toEqual(TUPLES);
});
