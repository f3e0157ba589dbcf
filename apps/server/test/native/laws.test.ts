import { isDeepStrictEqual } from "node:util";
import { type CheckOutcome, type Relata } from "@relata/core";
import { formatInstant, isFailure, type Instant } from "@relata/model";
import { describeWorld, NAMES, NOW, OBJECT_TYPES, questions, worlds, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DATABASES } from "../databases.ts";
import { worldServers, type WorldServer } from "./world-server.ts";

const NOW_TEXT = formatInstant(NOW);
const WORLDS = Number(process.env["RELATA_WORLDS"] ?? 60);
const seed = Number(process.env["RELATA_SEED"]);

/** A world on PostgreSQL takes longer, and its store has laws of its own. What must have been decided, so that there was something to agree on. */
const SETTINGS = {
  SQLite: { worlds: WORLDS, decided: ["allowed", "denied", "conditional"] },
  PostgreSQL: { worlds: Math.ceil(WORLDS / 10), decided: ["denied"] },
} as const;

/** Worlds take as long as they take, and a machine may have other things to do. */
const PATIENCE = { timeout: 300_000 };
const PLACES = DATABASES.map((name) => ({
  name,
  open: worldServers(name),
  decided: SETTINGS[name].decided,
  settings: { seed, numRuns: SETTINGS[name].worlds },
}));

/** The question as both take it. */
function asked({ subject, object, permission, resource, context }: WorldQuestion) {
  return { subject: { allOf: subject }, object, permission, resource, context, now: NOW_TEXT };
}

/** What the façade answers as it would be sent, or the code with which it fails. */
async function facade(ask: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    return plain(await ask());
  } catch (error) {
    if (isFailure(error)) return { code: error.code };
    throw error;
  }
}

function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" ? formatInstant(part as Instant) : part,
  );
  return JSON.parse(text);
}

async function overHttp({ post }: WorldServer, path: string, body: unknown): Promise<unknown> {
  const answer = await post(path, body);
  if (answer.status === 200) return answer.body;
  return { code: (answer.body as { code: string }).code };
}

/** Each way to ask, and what the façade says to the same. */
function ways(server: WorldServer, question: WorldQuestion) {
  const { relata } = server;
  const input = asked(question);
  const { object, permission, resource, context, now } = input;
  const circumstances = { context, now };
  const objects = { subject: input.subject, permission, type: object.type, ...circumstances };
  const subjects = { object, permission, type: "user", resource, ...circumstances };
  const types = [...OBJECT_TYPES];
  const http = (path: string, body: unknown) => () => overHttp(server, path, body);
  return [
    ["check", http("/v1/check", input), () => relata.check(input)],
    ["explain", http("/v1/explain", input), () => relata.explain(input)],
    [
      "expand",
      http("/v1/expand", { object, permission, now, depth: "deep" }),
      () => relata.expand({ object, permission, now, depth: "deep" }),
    ],
    [
      "list-objects",
      http("/v1/list-objects", { ...objects, limit: 1_000 }),
      async () => ({ entries: await relata.listObjects(objects) }),
    ],
    [
      "list-subjects",
      http("/v1/list-subjects", { ...subjects, limit: 1_000 }),
      async () => ({ entries: await relata.listSubjects(subjects) }),
    ],
    [
      "permissions of",
      http("/v1/permissions", { subject: input.subject, types, ...circumstances }),
      async () => ({ entries: await relata.permissionsOf(input.subject, { types, ...circumstances }) }),
    ],
    [
      "permissions on",
      http("/v1/permissions", { subject: input.subject, object, resource, ...circumstances }),
      async () => ({ entries: [await relata.permissionsOn(input.subject, object, { resource, ...circumstances })] }),
    ],
  ] as const;
}

test.each(PLACES)(
  "answers over HTTP are the façade's, and of the form declared, in random worlds on $name",
  PATIENCE,
  async (place) => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(worlds, questions, async (world, part) => {
        const server = await place.open(world);
        for (const permission of NAMES) {
          const question = { ...part, permission };
          for (const [name, http, library] of ways(server, question)) {
            const [answered, expected] = [await http(), await facade(library)];
            const kind = kindOf(answered);
            seen.set(kind, (seen.get(kind) ?? 0) + 1);
            if (isDeepStrictEqual(answered, expected)) continue;
            const said = `${name}: ${JSON.stringify(answered)} over HTTP, and ${JSON.stringify(expected)}`;
            throw new Error(`${said}, in the world\n${describeWorld(world, question)}`);
          }
        }
        await server.close();
      }),
      place.settings,
    );
    // A theorem over worlds in which nothing happens would prove nothing.
    console.log([...seen].map(([kind, count]) => `${kind} ${count}`).join(", "));
    for (const kind of place.decided) expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
  },
);

/** The first of the outcomes that the answer has, or the code of its failure. */
function kindOf(answer: unknown): string {
  const { code } = answer as { code?: string };
  const text = JSON.stringify(answer);
  return (
    code ?? ["conditional", "allowed", "denied"].find((outcome) => text.includes(`"outcome":"${outcome}"`)) ?? "other"
  );
}

test.each(PLACES)(
  "a batch is the façade's, item by item, and a list the same however it is cut, on $name",
  PATIENCE,
  async (place) => {
    await fc.assert(
      fc.asyncProperty(worlds, questions, async (world, part) => {
        const server = await place.open(world);
        const { object, resource, context } = part;
        const item = { subject: { allOf: part.subject }, object, resource, context };
        const items = NAMES.map((permission) => ({ ...item, permission }));
        const { body } = await server.post("/v1/check/batch", { items, now: NOW_TEXT });
        expect(told(body)).toEqual(await results(server.relata, items));
        for (const permission of NAMES) {
          const list = { subject: { allOf: part.subject }, permission, type: part.object.type, now: NOW_TEXT };
          const whole = await facade(() => server.relata.listObjects(list));
          expect(await paged(server, list)).toEqual(whole);
        }
        await server.close();
      }),
      place.settings,
    );
  },
);

/** Why clones: questions whose values are one and the same object share what they visit, and `validUntil` may then be less early. */
async function results(relata: Relata, items: Parameters<Relata["checkMany"]>[0]): Promise<unknown> {
  const apart = items.map((item) => structuredClone(item));
  const outcomes: readonly CheckOutcome[] = await relata.checkMany(apart, { now: NOW_TEXT });
  return outcomes.map(({ decision, failure }) =>
    failure === undefined ? { decision: plain(decision) } : { code: failure.code },
  );
}

/** Of an error, its code. */
function told(body: unknown): unknown {
  const { results: all } = body as { results: readonly { error?: { code: string } }[] };
  return all.map((one) => (one.error === undefined ? one : { code: one.error.code }));
}

async function paged({ post }: WorldServer, list: object): Promise<unknown> {
  const entries: unknown[] = [];
  for (let cursor: string | undefined; ;) {
    const { body } = await post("/v1/list-objects", { ...list, limit: 1, ...(cursor !== undefined && { cursor }) });
    const { entries: some, next, code } = body as { entries: unknown[]; next?: string; code?: string };
    if (code !== undefined) return { code };
    entries.push(...some);
    if (next === undefined) return entries;
    cursor = next;
  }
}
