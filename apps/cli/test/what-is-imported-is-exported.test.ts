import type { Json } from "@relata/model";
import { expect, test } from "vitest";
import { World } from "./world.ts";

/** Ids of every kind that may stand in a reference. */
const IDS = [
  "a",
  "A",
  "0",
  "ann@example.com",
  "arn:aws:s3:::b",
  "with/slash\\and'quotes\"",
  "a,b",
  '{"json":true}',
  "//no-comment",
  "constructor",
  "__proto__",
  "zoë",
  "🦊",
  "e\u0301",
  "\u00E9",
  "\u{10FFFF}",
  "x".repeat(1_024),
];

const POLICY = `model 1
type user
type doc {
  attribute tags: map<any>
  attribute title: string
  relation viewer: user | user:* | user with tagged
}
policy tagged(tuple tag: any) = json { "==": [{ "var": "tag" }, { "var": "resource.title" }] }`;

/** Values that need care in text: braces and quotes within strings, line ends, keys that objects inherit. */
const VALUES: readonly Json[] = [
  "}",
  '{"',
  "\\",
  "\n",
  " from 2026-01-01T00:00:00Z",
  0.1,
  -0,
  1e21,
  null,
  [],
  {},
  { constructor: [1, "#@"] },
];

async function exported(world: World, facts: string): Promise<string> {
  const { exitCode, stderr } = await world.relata("import - --db a.db", { stdin: facts });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return (await world.relata("export --db a.db")).stdout;
}

test("ids of every kind", async () => {
  const world = new World({ "m.relata": POLICY });
  const lines = IDS.flatMap((id) => [`doc:${id}#viewer@user:${id}`, `doc:${id}#viewer@user:*`]);
  const out = await exported(world, lines.join("\n"));
  expect(new Set(out.trimEnd().split("\n"))).toEqual(new Set(lines));
});

test("ids of every kind are answered of, and of no other", async () => {
  const world = new World({ "m.relata": POLICY });
  for (const [i, id] of IDS.entries()) world.write(`${i}.txt`, `doc:1#viewer@user:${id}`);
  for (const [i, id] of IDS.entries()) {
    const { stdout } = await world.run(["list-subjects", "user", "viewer", "doc:1", "--tuples", `${i}.txt`]);
    expect(stdout).toBe(`user:${id}\n`);
    const other = IDS[(i + 1) % IDS.length] ?? "";
    expect((await world.run(["check", `user:${other}`, "viewer", "doc:1", "-t", `${i}.txt`])).exitCode).toBe(1);
  }
});

test("policy parameters of every kind, with windows behind them", async () => {
  const world = new World({ "m.relata": POLICY });
  const lines = VALUES.map((tag, i) => {
    const json = JSON.stringify({ tag });
    return `doc:${i}#viewer@user:u with tagged ${json} from 2026-01-01T00:00:00.000000001Z until 2027-01-01T00:00:00Z`;
  });
  const first = await exported(world, lines.join("\n"));
  const second = new World({ "m.relata": POLICY });
  expect(await exported(second, first)).toBe(first);
  const tags = first
    .trimEnd()
    .split("\n")
    .map(
      (line) =>
        JSON.parse(/with tagged (\{.*\}) from 2026-01-01T00:00:00\.000000001Z until /.exec(line)?.[1] ?? "").tag,
    );
  const texts = tags.map((tag) => JSON.stringify(tag));
  expect(new Set(texts)).toEqual(new Set(VALUES.map((value) => JSON.stringify(value))));
});

test("attributes of every kind, those of one object together", async () => {
  const world = new World({ "m.relata": POLICY });
  const tags = Object.fromEntries(VALUES.map((value, i) => [`t${i}`, value]));
  const facts = [`doc:1 ${JSON.stringify({ tags })}`, 'doc:1 {"title":"}{"}', 'doc:2 {"title":""}'].join("\n");
  const out = await exported(world, facts);
  const [one = "", two = "", ...rest] = out.split("\n");
  expect(JSON.parse(one.replace(/^doc:1 /, ""))).toEqual(JSON.parse(JSON.stringify({ tags, title: "}{" })));
  expect([two, ...rest]).toEqual(['doc:2 {"title":""}', ""]);
});

test("of an attribute that stands twice, the last value stays", async () => {
  const world = new World({ "m.relata": POLICY });
  expect(await exported(world, 'doc:1 {"title":"a"}\ndoc:1 {"title":"b"}')).toBe('doc:1 {"title":"b"}\n');
});
