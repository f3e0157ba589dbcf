import { createRelata, type Listed, type Relata } from "@relata/core";
import { isFailure, isWildcard, type SubjectRef } from "@relata/model";
import { describeWorld, NOW, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { DatabaseName } from "../databases.ts";
import { admittingAlike, renamed, wildcardsAlike } from "./alike.ts";
import { OBJECTS, orFailed, PERMISSIONS } from "./every-path.ts";
import { EXAMPLE } from "./example-world.ts";
import { freshStores } from "./fresh-stores.ts";
import { Tally, worldsToTry } from "./tally.ts";
import { clock } from "./world-with-keys.ts";

const USER = { type: "user", id: "a" } as const;
const KEY = { type: "apikey", id: "a" } as const;

const fresh = freshStores();
/** Why none about a generic id: it stands for users alone, or for keys alone. */
const named = questions
  .filter(({ subject, object }) => [...subject, object].every((one) => !isWildcard(one)))
  .chain((question) => fc.constantFrom(...PERMISSIONS).map((permission) => ({ ...question, permission })));

const ASKED = { permission: "view", resource: {}, context: {}, now: NOW } as const;
/** Of the user, who may one thing and not another; and of somebody else. */
const EXAMPLES: [World, WorldQuestion][] = [
  [EXAMPLE, { ...ASKED, subject: [USER], object: { type: "folder", id: "f" } }],
  [EXAMPLE, { ...ASKED, subject: [USER], object: { type: "folder", id: "r" } }],
  [EXAMPLE, { ...ASKED, subject: [{ type: "user", id: "b" }], object: { type: "folder", id: "f" } }],
];

test.each([
  ["sqlite", 30],
  ["postgres", 4],
] as const)(
  "a-key-behaves-like-a-user: replacing one by the other changes no answer, over %s",
  async (database, runs) => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(worlds, named, async (random, question) => {
        const world: World = {
          ...random,
          model: admittingAlike(random.model),
          tuples: wildcardsAlike(random.tuples),
        };
        const before = await everythingOf(await engineOf(database, world), question);
        const subject = question.subject.map(asKey);
        const after = await everythingOf(await engineOf(database, renamed(world, USER, KEY)), { ...question, subject });
        for (const [path, answer] of Object.entries(before)) {
          const text = canonical(withKey(after[path as keyof typeof after]));
          const expected = canonical(withKey(answer));
          tally.count(path, expected === "[]" ? "nothing" : "something");
          if (text !== expected) {
            throw new Error(`${path}: of the user ${expected}, of the key ${text}\n${describeWorld(world, question)}`);
          }
        }
        const isOfUser = question.subject.some((one) => one.id === "a");
        tally.count("question", isOfUser ? "of the user" : "of another");
        if (isOfUser && typeof before.check !== "string") tally.count("check of the user", before.check.outcome);
      }),
      worldsToTry(runs, EXAMPLES),
    );
    const paths = ["explain", "batch", "listObjects", "listSubjects", "permissionsOf"];
    const lacking = [
      ...tally.lacking(paths, ["something"]),
      ...tally.lacking(["question"], ["of the user", "of another"]),
      ...tally.lacking(["check of the user"], ["allowed", "denied"]),
    ];
    expect(lacking).toEqual([]);
  },
);

async function engineOf(database: DatabaseName, { model, tuples, attributes }: World): Promise<Relata> {
  const { store } = fresh(database);
  await store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
  return createRelata({ model, store, clock, history: { automatic: false } });
}

/** What every path says, in full: what is waited for, reasons, what is near, and how long it holds. */
async function everythingOf(relata: Relata, question: WorldQuestion) {
  const { resource, context, object, permission } = question;
  const subject = { allOf: question.subject };
  const given = { resource, context, object, permission };
  const items = OBJECTS.flatMap((one) =>
    PERMISSIONS.map((name) => ({ ...given, object: one, permission: name, subject })),
  );
  const batch = await relata.checkMany(items);
  const list = async (type: string) => relata.listSubjects({ ...given, type });
  return {
    check: await orCode(() => relata.check({ ...given, subject })),
    explain: await orCode(() => relata.explain({ ...given, subject })),
    batch: batch.map(({ decision, failure }) => decision ?? failure?.code),
    listObjects: await orCode(async () => relata.listObjects({ subject, permission, type: object.type, context })),
    // Which of the two fails with its candidate, is what the candidate is.
    listSubjects: await orFailed(async () => ofBoth([...(await list("user")), ...(await list("apikey"))])),
    permissionsOf: await orCode(() => relata.permissionsOf(subject, { context })),
  };
}

/** The entries of users and of keys. Whose exception somebody is, is a matter of the type: all of them are told beside. */
function ofBoth(entries: readonly Listed[]): readonly unknown[] {
  const excepted = entries.flatMap(({ except = [] }) => except);
  return [...entries.map((entry) => ({ ...entry, except: undefined })), ...excepted.map((except) => ({ except }))];
}

/** Of a random world some questions have no answer: with either. */
async function orCode<T>(ask: () => Promise<T>): Promise<T | string> {
  try {
    return await ask();
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
}

function asKey(subject: SubjectRef): SubjectRef {
  return subject.type === USER.type && subject.id === USER.id ? { ...subject, ...KEY } : subject;
}

/** An answer with the key in the place of the user, and all keys in that of all users: in references and in texts. */
function withKey(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/\buser:(a\b|\*)/g, "apikey:$1");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withKey);
  const entries = Object.entries(value).map(([name, part]) => [name, withKey(part)] as const);
  const copied: Record<string, unknown> = Object.fromEntries(entries);
  const isUser = copied["type"] === USER.type && (copied["id"] === USER.id || copied["id"] === "*");
  return isUser ? { ...copied, type: KEY.type } : copied;
}

/** Lists and steps as sets of texts: their order is that of references, in which keys and users stand elsewhere. */
function canonical(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`;
  const parts = Object.entries(value).map(([name, part]) => `${name}:${canonical(part)}`);
  return `{${parts.toSorted().join()}}`;
}
