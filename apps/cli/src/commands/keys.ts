import { isRefusal, type Keys } from "@relata/keys";
import { formatSubject } from "@relata/model";
import type { Command } from "commander";
import { withStoreOptions } from "../database/database-options.ts";
import { REFUSED } from "../exit-code.ts";
import {
  createInput,
  keyInput,
  withDetails,
  withNewKey,
  type KeyDetails,
  type NewKeyOptions,
} from "../keys/key-options.ts";
import { withKeys, type KeysPlace } from "../keys/open-keys.ts";
import { printKeys, printSecret } from "../keys/print-keys.ts";
import { withJson, withModel } from "../options.ts";
import { toJson } from "../output/to-json.ts";
import { decodeText, readAll } from "../read-text.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface KeysOptions extends KeysPlace {
  readonly json?: true;
}

interface ListOptions extends KeysOptions {
  readonly owner?: string;
  readonly organization?: string;
}

interface UpdateOptions extends KeysOptions, KeyDetails {}

interface RotateOptions extends KeysOptions {
  readonly grace?: string;
}

interface ImportOptions extends NewKeyOptions {
  readonly hash: string;
  readonly lastFour?: string;
}

/** `relata keys`: the life of API keys, for the operator. A secret is printed once, to standard output and nowhere else. */
export function addKeys(program: Command, session: Session): void {
  const keys = program.command("keys").description("API keys, each of which is a subject: apikey:<id>");
  const add = (usage: string, description: string): Command =>
    withJson(withStoreOptions(withModel(keys.command(usage).description(description))));
  withNewKey(add("create", "make a key, and print its secret, once")).action((options: NewKeyOptions) =>
    create(session, options),
  );
  add("list", "the keys, a line each")
    .option("--owner <subject>", "only those of this owner")
    .option("--organization <id>", "only those of this organization")
    .action((options: ListOptions) => list(session, options));
  add("rotate <id>", "give a key a new secret, and print it; its id and tuples stay")
    .option("--grace <seconds>", "how long the old secret goes on (default: 0)")
    .action((id: string, options: RotateOptions) => rotate(session, id, options));
  withDetails(add("update <id>", "change what a key says of itself; what is left out stays"))
    .option("--name <text>", "what people know it by")
    .action((id: string, options: UpdateOptions) => update(session, id, options));
  for (const action of ["disable", "enable", "revoke", "purge"] as const) {
    add(`${action} <id>`, DESCRIPTIONS[action]).action((id: string, options: KeysOptions) =>
      change(session, action, id, options),
    );
  }
  add("verify", "say whose the key on standard input is; exits with 1 where it is refused").action(
    (options: KeysOptions) => verify(session, options),
  );
  withNewKey(add("import", "make a key of another system, of which only the hash is known"))
    .requiredOption("--hash <sha256>", "of the secret: hex, base64 or base64url")
    .option("--last-four <text>", "the end of the secret, to know it by")
    .action((options: ImportOptions) => importKey(session, options));
}

const DESCRIPTIONS = {
  disable: "switch a key off, until it is enabled",
  enable: "switch a key on again",
  revoke: "end a key for good; its row and tuples stay",
  purge: "delete a revoked key, with every tuple that names it",
} as const;

const DONE = { disable: "disabled", enable: "enabled", revoke: "revoked", purge: "purged" } as const;

async function create(session: Session, options: NewKeyOptions): Promise<void> {
  const input = createInput(options, session.clock());
  const created = await withKeys(session, options, (keys) => keys.create(input), { make: true });
  printSecret(session, created, options.json === true);
}

async function importKey(session: Session, options: ImportOptions): Promise<void> {
  const { hash, lastFour, json } = options;
  const input = { ...createInput(options, session.clock()), hash, ...(lastFour !== undefined && { lastFour }) };
  const key = await withKeys(session, options, (keys) => keys.import(input), { make: true });
  printKeys(session, [key], json === true);
}

async function list(session: Session, { json, owner, organization, ...place }: ListOptions): Promise<void> {
  const filter = { ...(owner !== undefined && { owner }), ...(organization !== undefined && { organization }) };
  const found = await withKeys(session, place, async (keys) => {
    const all = [];
    for (let page = await keys.list({ ...filter, limit: 200 }); ;) {
      all.push(...page.keys);
      if (page.next === undefined) return all;
      page = await keys.list({ ...filter, limit: 200, after: page.next });
    }
  });
  printKeys(session, found, json === true);
}

async function rotate(session: Session, id: string, { grace = "0", ...options }: RotateOptions): Promise<void> {
  if (!/^\d{1,9}$/.test(grace)) throw usageError(`--grace is a number of seconds: \`${grace}\` is none`);
  const rotated = await withKeys(session, options, (keys) => keys.rotate(id, { graceSeconds: Number(grace) }));
  printSecret(session, rotated, options.json === true);
}

async function update(session: Session, id: string, options: UpdateOptions): Promise<void> {
  const input = keyInput(options, session.clock());
  if (Object.keys(input).length === 0) throw usageError("nothing to change: give --name, --expires or another option");
  const key = await withKeys(session, options, (keys) => keys.update(id, input));
  printKeys(session, [key], options.json === true);
}

async function change(session: Session, action: keyof typeof DONE, id: string, options: KeysOptions): Promise<void> {
  await withKeys(session, options, (keys: Keys) => keys[action](id));
  session.stdout.write(options.json === true ? toJson({ [DONE[action]]: id }) : `${DONE[action]} ${id}\n`);
}

/** Why from standard input: arguments stand in lists of processes and in histories of shells. */
async function verify(session: Session, { json, ...options }: KeysOptions): Promise<void> {
  const read = decodeText(await readAll(session.stdin));
  const text = "text" in read ? read.text.trim() : "";
  if (text === "") throw usageError("standard input holds no key: write `relata keys verify < key.txt`");
  const answer = await withKeys(session, options, (keys) => keys.verify(text));
  if (isRefusal(answer)) {
    // An operator may know why; the caller of a server may not.
    const { code, reason } = answer;
    session.stdout.write(json === true ? toJson({ valid: false, code, reason }) : `refused: ${reason}\n`);
    session.finish(REFUSED);
    return;
  }
  const { subject, asks, mode, environment } = answer;
  const found = { valid: true, subject: formatSubject(subject), asks: asks.map(formatSubject), mode, environment };
  session.stdout.write(json === true ? toJson(found) : `${found.subject}  ${mode}  for ${found.asks.join(" and ")}\n`);
}
