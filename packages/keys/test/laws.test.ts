import { createRelata, readModel } from "@relata/core";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { subjectOf, withSystem } from "../src/index.ts";

// Both kinds of subject may stand wherever one may.
const MODEL = withSystem(
  readModel(`model 1
type user
type apikey
context region: string
type group {
  relation member: user | apikey | group#member
}
type folder {
  relation parent: folder
  relation viewer: user | apikey | group#member | user:* | apikey:*
  permission view = viewer + parent->view
}
type document {
  attribute amount: number
  relation folder: folder
  relation owner: user | apikey
  relation reader: user with here | apikey with here | group#member
  relation banned: user | apikey | group#member
  permission read = (owner + reader + folder->view) - banned
  permission refund = owner when small
}
policy small = resource.amount <= 10
policy here(tuple region: string) = context.region == region
`).model,
);

const id = fc.constantFrom("0", "1", "2");
const who = fc.oneof(
  id.map((n) => `user:u${n}`),
  id.map((n) => `apikey:k${n}`),
);
const members = id.map((n) => `group:${n}#member`);
const many = fc.oneof({ weight: 2, arbitrary: who }, members);

const tuple = fc.oneof(
  fc.tuple(id, many).map(([n, subject]) => `group:${n}#member@${subject}`),
  fc.tuple(id, id).map(([n, m]) => `folder:${n}#parent@folder:${m}`),
  fc.tuple(id, many).map(([n, subject]) => `folder:${n}#viewer@${subject}`),
  fc.tuple(id, id).map(([n, m]) => `document:${n}#folder@folder:${m}`),
  fc.tuple(id, who).map(([n, subject]) => `document:${n}#owner@${subject}`),
  fc.tuple(id, who).map(([n, subject]) => `document:${n}#reader@${subject} with here {"region":"eu"}`),
  fc.tuple(id, members).map(([n, subject]) => `document:${n}#reader@${subject}`),
  fc.tuple(id, many).map(([n, subject]) => `document:${n}#banned@${subject}`),
);
const tuples = fc.uniqueArray(tuple, { maxLength: 14 });

const PLACES: readonly (readonly [type: string, permission: string])[] = [
  ["folder", "view"],
  ["document", "read"],
  ["document", "refund"],
  ["group", "member"],
];

async function engineOf(facts: readonly string[]) {
  const relata = await createRelata({ model: MODEL, store: memoryStore(), clock: () => 0 });
  await relata.write([...facts]);
  return relata;
}

type Engine = Awaited<ReturnType<typeof engineOf>>;
type Who = string | { readonly allOf: readonly string[] };

/** Every decision on everything, and every list. */
async function answersOf(relata: Engine, subject: Who) {
  const answers: Record<string, unknown> = {};
  for (const [type, permission] of PLACES) {
    for (const n of ["0", "1", "2"]) {
      const object = `${type}:${n}`;
      const { outcome } = await relata.check({ subject, permission, object });
      const explained = await relata.explain({ subject, permission, object });
      answers[`${object} ${permission}`] = outcome;
      expect(explained.decision.outcome).toBe(outcome);
    }
    const listed = await relata.listObjects({ subject, permission, type });
    answers[`${type} ${permission}`] = listed.map(({ reference, outcome }) => `${reference} ${outcome}`);
  }
  return answers;
}

const ORDER = ["denied", "conditional", "allowed"];

test("a-key-behaves-like-a-user: replacing one by the other throughout a world changes no decision", async () => {
  await fc.assert(
    fc.asyncProperty(tuples, async (facts) => {
      const before = await answersOf(await engineOf(facts), "user:u0");
      const renamed = facts.map((fact) => fact.replaceAll("@user:u0", "@apikey:new"));
      expect(await answersOf(await engineOf(renamed), "apikey:new")).toEqual(before);
    }),
    { numRuns: 40 },
  );
});

test("delegated-is-key-and-owner: every decision is the lesser of the two, and lists agree with it", async () => {
  await fc.assert(
    fc.asyncProperty(tuples, async (facts) => {
      const relata = await engineOf(facts);
      const asked = subjectOf({
        asks: [
          { type: "apikey", id: "k0" },
          { type: "user", id: "u0" },
        ],
      });
      const subject =
        "allOf" in asked ? { allOf: asked.allOf.map(({ type, id: one }) => `${type}:${one}`) } : "none:none";
      const [both, key, owner] = [
        await answersOf(relata, subject),
        await answersOf(relata, "apikey:k0"),
        await answersOf(relata, "user:u0"),
      ];
      for (const [question, outcome] of Object.entries(both)) {
        if (typeof outcome !== "string") continue;
        const lesser = [key[question], owner[question]].toSorted(
          (a, b) => ORDER.indexOf(String(a)) - ORDER.indexOf(String(b)),
        );
        expect(`${question} ${outcome}`).toBe(`${question} ${String(lesser[0])}`);
      }
      for (const [type, permission] of PLACES) {
        const listed = both[`${type} ${permission}`] as readonly string[];
        for (const n of ["0", "1", "2"]) {
          const isListed = listed.some((entry) => entry.startsWith(`${type}:${n} `));
          expect(isListed).toBe(both[`${type}:${n} ${permission}`] !== "denied");
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("row-order dependence: the order in which tuples were written changes no decision", async () => {
  await fc.assert(
    fc.asyncProperty(tuples, async (facts) => {
      const forward = await answersOf(await engineOf(facts), "apikey:k0");
      expect(await answersOf(await engineOf(facts.toReversed()), "apikey:k0")).toEqual(forward);
    }),
    { numRuns: 25 },
  );
});

test("a key in a nested group: what the outermost group may, the key may, in checks, lists and explanations", async () => {
  const facts = ["folder:0#viewer@group:0#member"];
  const depth = 30;
  for (let n = 0; n < depth; n++) facts.push(`group:${n}#member@group:${n + 1}#member`);
  facts.push(`group:${depth}#member@apikey:k0`, `group:${depth}#member@group:0#member`);
  const relata = await engineOf(facts);
  expect(await answersOf(relata, "apikey:k0")).toMatchObject({
    "folder:0 view": "allowed",
    "folder view": ["folder:0 allowed"],
  });
  expect(await answersOf(relata, "apikey:k1")).toMatchObject({ "folder:0 view": "denied", "folder view": [] });
});
