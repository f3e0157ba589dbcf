import { formatInstant, formatSubject, instantFromMs } from "@relata/model";
import type { CreatedKey, Key } from "@relata/keys";
import Table from "cli-table3";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";

/** The secret, and nothing else, to standard output, once; what a person wants to know of the key, to standard error. */
export function printSecret({ stdout, stderr }: Session, { key, secret }: CreatedKey, json: boolean): void {
  if (json) {
    stdout.write(toJson({ key: keyJson(key), secret: secret.reveal() }));
    return;
  }
  stdout.write(`${secret.reveal()}\n`);
  const until = key.expiresAt === undefined ? "does not expire" : `expires ${timeOf(key.expiresAt)}`;
  stderr.write(`key ${key.id} \`${key.name}\`, ${key.mode}, ${until}; its secret is not shown again\n`);
}

/** A table for a person; for a script, a line each. */
export function printKeys({ stdout, clock }: Session, keys: readonly Key[], json: boolean): void {
  if (json) {
    stdout.write(toJson(keys.map(keyJson)));
    return;
  }
  const rows = keys.map((key) => [
    key.id,
    stateOf(key, clock()),
    key.kind,
    key.environment,
    ...detailsOf(key),
    key.name,
  ]);
  if (stdout.isTTY !== true) {
    stdout.write(rows.map((row) => `${row.join("  ")}\n`).join(""));
    return;
  }
  const head = ["id", "state", "kind", "env", "mode", "owner", "ends", "secret", "name"];
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  stdout.write(`${table.toString()}\n`);
}

function detailsOf({ mode, owner, expiresAt, lastFour }: Key): readonly string[] {
  const ends = expiresAt === undefined ? "-" : timeOf(expiresAt).slice(0, 10);
  return [mode, owner === undefined ? "-" : formatSubject(owner), ends, `…${lastFour}`];
}

function stateOf({ revokedAt, isDisabled, expiresAt }: Key, now: number): string {
  if (revokedAt !== undefined) return "revoked";
  if (isDisabled) return "disabled";
  return expiresAt !== undefined && expiresAt <= now ? "expired" : "active";
}

/** Times as text, and subjects as they are written elsewhere. */
function keyJson({ owner, createdAt, expiresAt, revokedAt, lastUsedAt, ...key }: Key): object {
  return {
    ...key,
    ...(owner !== undefined && { owner: formatSubject(owner) }),
    createdAt: timeOf(createdAt),
    ...(expiresAt !== undefined && { expiresAt: timeOf(expiresAt) }),
    ...(revokedAt !== undefined && { revokedAt: timeOf(revokedAt) }),
    ...(lastUsedAt !== undefined && { lastUsedAt: timeOf(lastUsedAt) }),
  };
}

function timeOf(ms: number): string {
  return formatInstant(instantFromMs(ms));
}
