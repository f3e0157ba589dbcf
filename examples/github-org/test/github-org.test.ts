import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Relata } from "@relata/core";
import { afterEach, describe, expect, test } from "vitest";
import type { Authz } from "../src/authz.gen.ts";
import { ACME, open } from "../src/open.ts";
import { LEVELS, type Level } from "../src/organizations.ts";

const DATA = process.env["RELATA_DATA"] ?? join(import.meta.dirname, "../../../../shared/data");
const KUBERNETES = join(DATA, "kubernetes-org.json");
const isThere = existsSync(KUBERNETES);
if (!isThere)
  console.log("kubernetes-org.json is not here (RELATA_DATA names its folder): the real organisation is skipped");

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function openFile(configuration: string | URL): Promise<Relata<Authz>> {
  const folder = await mkdtemp(join(tmpdir(), "relata-github-org-"));
  folders.push(folder);
  return open(configuration, join(folder, "authz.db"));
}

async function usersWith(relata: Relata<Authz>, permission: Level, repository: string): Promise<readonly string[]> {
  const listed = await relata.listSubjects({ object: `repository:${repository}`, permission, type: "user" });
  expect(listed.every(({ outcome, except }) => outcome === "allowed" && except === undefined)).toBe(true);
  return listed.map(({ reference }) => reference);
}

describe("a small organisation", () => {
  test("gives a child team what its parent has, admins everything, and members the base permission", async () => {
    const relata = await openFile(ACME);
    const levels = Object.fromEntries(
      await Promise.all(LEVELS.map(async (level) => [level, await usersWith(relata, level, "acme/rocket")] as const)),
    );
    expect(levels).toEqual({
      read: ["user:ada", "user:bob", "user:cleo", "user:dan", "user:eve"],
      triage: ["user:ada", "user:bob", "user:cleo"],
      write: ["user:ada", "user:bob", "user:cleo"],
      maintain: ["user:ada", "user:cleo"],
      admin: ["user:ada"],
    });
    await relata.close();
  });
});

/** Counted from the configuration itself, without relata. */
const COUNTS: readonly (readonly [repository: string, permission: Level, users: number])[] = [
  ["kubernetes/kubernetes", "read", 1276],
  ["kubernetes/kubernetes", "triage", 39],
  ["kubernetes/kubernetes", "write", 39],
  ["kubernetes/kubernetes", "maintain", 19],
  ["kubernetes/kubernetes", "admin", 19],
  ["kubernetes/enhancements", "triage", 139],
  ["kubernetes/enhancements", "maintain", 14],
  ["etcd-io/etcd", "read", 58],
  ["etcd-io/etcd", "triage", 30],
  ["etcd-io/etcd", "write", 16],
  ["kubernetes-sigs/kind", "write", 14],
];

describe.runIf(isThere)("the organisations of Kubernetes", () => {
  test(
    "list as many users as their configuration states, and check agrees on every person",
    { timeout: 300_000 },
    async () => {
      const relata = await openFile(KUBERNETES);
      const { tuples } = await relata.contents();
      const people = [
        ...new Set(
          tuples.filter(({ subject }) => subject.type === "user").map(({ subject }) => `user:${subject.id}` as const),
        ),
      ];
      expect(people.length).toBe(1509);
      for (const [repository, permission, users] of COUNTS) {
        const listed = await usersWith(relata, permission, repository);
        expect([repository, permission, listed.length]).toEqual([repository, permission, users]);
        const holders = new Set<string>(listed);
        for (const person of people) {
          const allowed = await relata.can(person, permission, `repository:${repository}`);
          if (allowed !== holders.has(person))
            throw new Error(`${person} ${permission} ${repository}: check says ${allowed}`);
        }
      }
      await relata.close();
    },
  );
});
