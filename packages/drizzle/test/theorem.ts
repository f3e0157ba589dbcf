import { createRelata } from "@relata/core";
import { isFailure, type JsonObject } from "@relata/model";
import { describeWorld, IDS, NAMES, NOW, questions, specify, type World } from "@relata/spec";
import { formatInstant } from "@relata/model";
import { sql, type Column } from "drizzle-orm";
import fc from "fast-check";
import { authorized, type Database, type LiveStore, type Shape } from "../src/index.ts";
import { rowsOf } from "../src/rows-of.ts";
import { comparingWorlds } from "./comparing-worlds.ts";

/** A row of the application: its id, its columns as they are stored, and what a check is told of them. */
export interface ThingRow {
  readonly id: string | null;
  readonly level: unknown;
  readonly region: unknown;
  readonly seen: unknown;
  readonly known: JsonObject;
}

/** A database in which worlds are tried, each in a store of its own. */
export interface Ground {
  readonly db: Database;
  readonly columns: Readonly<Record<"id" | "level" | "region" | "seen", Column>>;
  /** Hostile values of the column, with what a row that holds one is said to have. */
  readonly levels: readonly (readonly [stored: unknown, known: JsonObject])[];
  readonly regions: readonly (readonly [stored: unknown, known: JsonObject])[];
  readonly times: readonly (readonly [stored: unknown, known: JsonObject])[];
  readonly openStore: (name: string) => LiveStore;
  readonly fill: (rows: readonly ThingRow[]) => Promise<void>;
}

/** A theorem over worlds in which nothing happens, or everything is refused, would prove nothing. */
export interface Seen {
  /** Rows that are allowed, and others. */
  readonly allowed: number;
  readonly other: number;
  /** Questions that were `not_expressible`, of those that were asked. */
  readonly refused: number;
  readonly asked: number;
}

const SHAPES: readonly Shape[] = ["exists", "in", "auto"];
/** Ids that no tuple names, of which most are hard to write; the last three are none, and a check refuses them. */
const STRANGE = ["new", "o'brien", 'a"b', "%", "Ünï", "d;--"];
const NO_IDS = ["", "a b", "a#b", null];

/** The theorem: in random worlds, the rows are exactly those that the specification allows with the attributes of the row. */
export async function sqlAgreesWithTheSpecification(ground: Ground, numRuns: number): Promise<Seen> {
  const seen = { allowed: 0, other: 0, refused: 0, asked: 0 };
  let tried = 0;
  const rowOf = (id: string | null) =>
    fc
      .tuple(fc.constantFrom(...ground.levels), fc.constantFrom(...ground.regions), fc.constantFrom(...ground.times))
      .map(([level, region, seen]): ThingRow => ({
        id,
        level: level[0],
        region: region[0],
        seen: seen[0],
        known: { ...level[1], ...region[1], ...seen[1] },
      }));
  // The ids that tuples name come several times: each with other columns.
  const rowsOfType = (type: string) =>
    fc
      .tuple(fc.constantFrom("*", ...STRANGE), fc.constantFrom(...NO_IDS))
      .chain((others) => fc.tuple(...[...(IDS[type] ?? []), ...(IDS[type] ?? []), ...others].map(rowOf)));
  await fc.assert(
    fc.asyncProperty(
      comparingWorlds,
      questions.chain((question) => fc.tuple(fc.constant(question), rowsOfType(question.object.type))),
      async (world, [question, rows]) => {
        const relata = await engineOf(world, ground.openStore(`world-${tried++}`));
        const authz = authorized(relata, ground.db);
        await ground.fill(rows);
        const { subject, context, object } = question;
        const { level, region, seen: lastSeen } = ground.columns;
        const attributes = { level, region, seen: lastSeen };
        for (const permission of NAMES) {
          const input = {
            subject: { allOf: subject },
            permission,
            type: object.type,
            context,
            attributes,
            now: formatInstant(NOW),
          };
          seen.asked++;
          const answers = await attempt(() =>
            Promise.all(SHAPES.map((shape) => authz.visible(ground.columns.id, input, { shape }))),
          );
          if (answers === undefined) {
            seen.refused++;
            continue;
          }
          const expected = rows.flatMap(({ id, known }) => {
            if (id === null || NO_IDS.includes(id)) return [];
            const asked = { ...question, object: { type: object.type, id }, resource: known };
            const isAllowed = specify(world, asked)(permission).kind === "allowed";
            seen[isAllowed ? "allowed" : "other"]++;
            return isAllowed ? [id] : [];
          });
          for (const [i, visible] of answers.entries()) {
            const { id } = ground.columns;
            const found = await rowsOf<{ id: string }>(ground.db, sql`select ${id} as id from things where ${visible}`);
            const ids = found.map((row) => row.id).sort();
            if (JSON.stringify(ids) !== JSON.stringify([...expected].sort())) {
              const words = describeWorld(world, { ...question, permission });
              const columns = rows.map(({ id, known }) => `${id} ${JSON.stringify(known)}`).join("; ");
              throw new Error(
                `${SHAPES[i]}: expected ${JSON.stringify([...expected].sort())}, found ${JSON.stringify(ids)}, in the world\n${words}\n${columns}`,
              );
            }
          }
        }
      },
    ),
    worldsToTry(numRuns),
  );
  console.log(`sql: ${JSON.stringify(seen)}`);
  return seen;
}

async function engineOf({ model, tuples, attributes }: World, store: LiveStore) {
  await store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
  return createRelata({ model, store, clock: () => 0 });
}

async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isFailure(error, "not_expressible")) return undefined;
    throw error;
  }
}

function worldsToTry(numRuns: number) {
  const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(process.env["RELATA_WORLDS"] ?? numRuns);
  const path = process.env["RELATA_PATH"];
  console.log(`sql: ${runs} worlds, RELATA_SEED=${seed}`);
  return { seed, numRuns: runs, endOnFailure: true, ...(path !== undefined && { path }) };
}
