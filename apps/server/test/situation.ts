import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel, type Relata, type RelataOptions, type Store } from "@relata/core";
import { memoryStore } from "@relata/store";
import { afterAll } from "vitest";
import { createApp, type AppOptions, type OpenServer } from "@relata/server";

export const MODEL = `model 1

type user

context region: string

type group {
  relation member: user | group#member
}

type doc {
  attribute amount: number
  relation parent: doc
  relation viewer: user | group#member | user with same_region
  permission view = viewer
  permission odd = viewer - parent->odd
  permission pay = viewer when small
}

policy small = json { "<=": [{ "var": "resource.amount" }, 10] }
policy same_region(tuple region: string) = json { "==": [{ "var": "context.region" }, { "var": "region" }] }
`;

const { model } = readModel(MODEL);

const TUPLES = [
  "group:eng#member@user:ann",
  "doc:plan#viewer@group:eng#member",
  'doc:plan#viewer@user:rob with same_region {"region":"eu"}',
  "doc:loop#parent@doc:loop",
  "doc:loop#viewer@user:ann",
];

export async function filledRelata(
  options: Partial<RelataOptions> = {},
  store: Store = memoryStore(),
): Promise<Relata> {
  const relata = await createRelata({ model, store, ...options });
  await relata.write(TUPLES);
  return relata;
}

export interface Served extends OpenServer {
  readonly relata: Relata;
  /** What was logged, message and cause. */
  readonly logged: readonly (readonly [string, unknown])[];
}

/** The application over the situation, and what it logs. */
export async function serve(options: Partial<AppOptions> & Partial<RelataOptions> = {}): Promise<Served> {
  const logged: (readonly [string, unknown])[] = [];
  const relata = options.relata ?? (await filledRelata(options));
  const log = (message: string, cause?: unknown) => void logged.push([message, cause]);
  return { ...createApp({ log, ...options, relata }), relata, logged };
}

/** A body as a client would send it. */
export function json(body: unknown): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { method: "POST", headers: { "content-type": "application/json" }, body: text };
}

const folder = mkdtempSync(join(tmpdir(), "relata-server-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** The path of a new file, with the content if there is any. */
export function file(content?: string | Uint8Array): string {
  const path = join(folder, `${files++}.file`);
  if (content !== undefined) writeFileSync(path, content);
  return path;
}
