import { tupleRefusal } from "@relata/abac";
import { createRelata, readModel, type Relata, type TupleInput } from "@relata/core";
import { indexModel } from "@relata/model";
import { NAMES, questions, worlds } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engineVerdict } from "./engine-verdict.ts";
import { asked, difference, relataOf, worldsToTry } from "./random-worlds.ts";
import { failureOf, filledRelata, STORES } from "./situation.ts";

const first = { subject: "user:new", permission: "read", object: "client_abc:invoice:1" } as const;
const tuples: readonly TupleInput[] = ["group:juniors#member@user:new"];

describe.each(STORES)("asked %s", (_, open) => {
  test("every question sees the tuples of its request, and no other question does", async () => {
    const relata = await filledRelata(open);
    const view = await relata.at();
    for (const asks of [relata, view]) {
      expect(await asks.can(first.subject, first.permission, first.object, { tuples })).toBe(true);
      expect(await asks.check({ ...first, tuples })).toEqual({ outcome: "allowed" });
      expect((await asks.explain({ ...first, tuples })).decision).toEqual({ outcome: "allowed" });
      const objects = await asks.listObjects({
        subject: "user:new",
        permission: "write",
        type: "client_abc:invoice",
        tuples,
      });
      expect(objects).toEqual([{ reference: "client_abc:invoice:1", outcome: "allowed" }]);
      const subjects = await asks.listSubjects({ object: "group:clerks", permission: "member", type: "user", tuples });
      expect(subjects.map(({ reference }) => reference)).toEqual(["user:ann", "user:carl", "user:new"]);
      expect(await asks.can(first.subject, first.permission, first.object)).toBe(false);
    }
    expect((await relata.contents()).tuples).toEqual((await filledContents(open)).tuples);
  });

  test("a tuple of the request replaces the stored one of its key, in either form", async () => {
    const relata = await filledRelata(open);
    const audit = { subject: "user:ida", permission: "auditor", object: "client_abc:invoice:2" } as const;
    expect(await relata.check(audit)).toEqual({ outcome: "allowed" });
    const parameters = { from: "2026-03-02T20:00:00Z", until: "2026-03-02T21:00:00Z" };
    const later = {
      object: { type: "client_abc:invoice", id: "2" },
      relation: "auditor",
      subject: "user:ida",
      policy: { name: "office_hours", parameters },
    };
    expect(await relata.check({ ...audit, tuples: [later] })).toEqual({ outcome: "denied" });
    const ended = "client_abc:invoice:1#banned@user:carl until 2026-01-01T00:00:00Z";
    expect(await relata.can("user:carl", "read", "client_abc:invoice:1")).toBe(false);
    expect(await relata.can("user:carl", "read", "client_abc:invoice:1", { tuples: [ended] })).toBe(true);
  });
});

describe("a tuple of a request is judged as one that is written", () => {
  const good = "folder:plans#viewer@user:ann";
  test.each<readonly [string, unknown, string, string]>([
    ["no list", good, "invalid_question", "`tuples` must be a list of tuples"],
    ["text that is none", [good, "folder:plans"], "invalid_tuple", "`tuples[1]`: "],
    ["nothing", [good, good.replace("ann", "bob"), null], "invalid_tuple", "`tuples[2]`: "],
    ["an unknown type", ["foldr:plans#viewer@user:ann"], "unknown_type", "`tuples[0]`: unknown type `foldr`"],
    ["an unknown relation", ["folder:plans#viewr@user:ann"], "unknown_relation", "did you mean `viewer`?"],
    ["a permission", ["folder:plans#view@user:ann"], "unknown_relation", "permissions are computed, never written"],
    ["a subject that is not admitted", ["folder:plans#viewer@group:eng"], "not_admitted", "`tuples[0]`: "],
    ["an unknown policy", ["folder:plans#viewer@user:ann with hours"], "unknown_policy", "`tuples[0]`: "],
    ["an empty window", [`${good} from 2026-01-02T00:00:00Z until 2026-01-01T00:00:00Z`], "invalid_tuple", "is empty"],
    [
      "a key twice",
      [good, "folder:x#viewer@user:ann", good],
      "invalid_tuple",
      "`tuples[2]`: `folder:plans#viewer@user:ann` stands at `tuples[0]` too",
    ],
  ])("%s is refused, and its place is told", async (_, given, code, message) => {
    const relata = await filledRelata(memoryStore);
    const view = await relata.at();
    const terms = { tuples: given as readonly TupleInput[] };
    for (const ask of [
      () => relata.check({ ...first, ...terms }),
      async () => relata.listObjects({ subject: "user:ann", permission: "view", type: "folder", ...terms }),
      () => view.can("user:ann", "view", "folder:plans", terms),
    ]) {
      const failure = await failureOf(ask);
      expect(failure.code).toBe(code);
      expect(failure.message).toContain(message);
    }
  });
});

test("a caller does not satisfy the policy of a stored tuple by the parameter that a tuple of the request holds", async () => {
  const { model } = readModel(`model 1
context region: string
type user
type doc {
  relation viewer: user with same_region
  relation editor: user with same_region
  permission view = viewer + editor
}
policy same_region(tuple home: string) = home == context.region
`);
  const relata = await createRelata({ model, store: memoryStore() });
  await relata.write(['doc:d#viewer@user:ann with same_region {"home":"eu"}']);
  const ask = (tuples: readonly TupleInput[]) =>
    relata.check({ subject: "user:ann", permission: "viewer", object: "doc:d", context: { region: "us" }, tuples });
  const elsewhere = [
    'doc:d#viewer@user:bob with same_region {"home":"us"}',
    'doc:d#editor@user:ann with same_region {"home":"us"}',
  ];
  expect(await ask(elsewhere)).toEqual({ outcome: "denied" });
  // It does replace the very tuple: whoever may send tuples may grant, and an application sends only what it knows.
  expect(await ask(['doc:d#viewer@user:ann with same_region {"home":"us"}'])).toEqual({ outcome: "allowed" });
  const failure = await failureOf(() => ask(["doc:d#viewer@user:ann with same_region"]));
  expect([failure.code, failure.message]).toEqual([
    "invalid_tuple",
    expect.stringContaining("needs its parameter `home: string`"),
  ]);
});

test("the answer is that over a store with the tuples written, over memory and over sqlite, in random worlds", async () => {
  let changed = 0;
  const law = fc.asyncProperty(worlds, questions, fc.constantFrom(...NAMES), async (world, part, permission) => {
    // Random worlds also hold tuples that their model does not admit, and which a request may not bring.
    const admitted = world.tuples.filter((tuple) => tupleRefusal(indexModel(world.model), tuple) === undefined);
    const [stored, request] = [admitted.filter((_, i) => i % 2 === 0), admitted.filter((_, i) => i % 2 === 1)];
    const question = { ...part, permission };
    const input = asked(question);
    const expected = await verdictOver(await relataOf({ ...world, tuples: admitted }, memoryStore()), input);
    for (const store of [memoryStore(), sqlite(":memory:")]) {
      const relata = await relataOf({ ...world, tuples: stored }, store);
      const verdict = await engineVerdict(() => relata.check({ ...input, tuples: request }));
      if (JSON.stringify(verdict) !== JSON.stringify(expected))
        throw difference(expected, verdict, world, question, "request");
      if (JSON.stringify(await verdictOver(relata, input)) !== JSON.stringify(expected)) changed++;
      await relata.close();
    }
  });
  await fc.assert(law, worldsToTry(150));
  expect(changed).toBeGreaterThan(5);
});

async function verdictOver(relata: Relata, input: ReturnType<typeof asked>) {
  return engineVerdict(() => relata.check(input));
}

async function filledContents(open: Parameters<typeof filledRelata>[0]) {
  return (await filledRelata(open)).contents();
}
