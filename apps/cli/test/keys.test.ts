import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { DATABASES, databases, newPrefix } from "./databases.ts";
import { World, type How } from "./world.ts";

const dbOf = databases();

const MODEL = `model 1
type user
type apikey
type organization { relation member: user }
type document { relation reader: user | apikey }
`;

describe.each(DATABASES)("keys on %s", (name) => {
  function keysIn() {
    const world = new World({ "authz.relata": MODEL });
    const prefix = newPrefix();
    const keys = (line: string, how: How = {}) =>
      world.relata(`keys ${line} --db ${dbOf(name)} --prefix ${prefix}`, how);
    const idOf = async () => (JSON.parse((await keys("list --json")).stdout) as { id: string }[])[0]?.id ?? "";
    return { world, keys, idOf };
  }

  test("a key is made, its secret is printed once, and read back from standard input", async () => {
    const { keys, idOf } = keysIn();
    const made = await keys("create --name backup --tuple document:plans#reader --app acme");
    expect(made.exitCode).toBe(0);
    expect(made.stdout).toMatch(/^acme_api_live_[0-9A-Za-z]{49}\n$/);
    expect(made.stderr).toContain("its secret is not shown again");
    expect(made.stderr).not.toContain(made.stdout.trim());
    const id = await idOf();
    expect(await keys("verify", { stdin: made.stdout })).toEqual({
      exitCode: 0,
      stdout: `apikey:${id}  own  for apikey:${id}\n`,
      stderr: "",
    });
    const listed = await keys("list");
    expect(listed.stdout).toBe(
      `${id}  active  api  live  own  -  2026-08-30  …${made.stdout.trim().slice(-4)}  backup\n`,
    );
    expect((await keys("list", { isTTY: true })).stdout).toContain("secret");
  });

  test("rotated, disabled, enabled and revoked", async () => {
    const { keys, idOf } = keysIn();
    const made = await keys("create --name k --owner user:ann --mode delegated --json");
    const { secret } = JSON.parse(made.stdout) as { secret: string };
    const id = await idOf();
    const next = (await keys(`rotate ${id} --grace 60`)).stdout;
    for (const stdin of [secret, next])
      expect((await keys("verify", { stdin })).stdout).toContain(`for apikey:${id} and user:ann`);
    expect(await keys(`disable ${id}`)).toMatchObject({ exitCode: 0, stdout: `disabled ${id}\n` });
    expect(await keys("verify", { stdin: next })).toMatchObject({ exitCode: 1, stdout: "refused: disabled\n" });
    expect(await keys(`enable ${id} --json`)).toMatchObject({ exitCode: 0, stdout: `{"enabled":"${id}"}\n` });
    expect((await keys(`revoke ${id}`)).exitCode).toBe(0);
    expect(JSON.parse((await keys("verify --json", { stdin: next })).stdout)).toEqual({
      valid: false,
      code: "invalid_api_key",
      reason: "revoked",
    });
    expect(await keys(`enable ${id}`)).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("key_revoked") });
  });

  test("a key is changed in what is named, and in nothing else", async () => {
    const { keys, idOf } = keysIn();
    const made = await keys(
      `create --name k --address 192.0.2.0/24 --limit 5/60 --limit 100/3600 --metadata {"team":1}`,
    );
    const id = await idOf();
    const update = async (line: string) => {
      const { exitCode, stdout } = await keys(`update ${id} ${line} --json`);
      expect(exitCode).toBe(0);
      return (JSON.parse(stdout) as unknown[])[0];
    };
    const before = { id, name: "k", addresses: ["192.0.2.0/24"], metadata: { team: 1 } };
    const limits = [
      { limit: 5, windowSeconds: 60 },
      { limit: 100, windowSeconds: 3_600 },
    ];
    expect(await update("--name renamed")).toMatchObject({ ...before, name: "renamed", limits });
    const changed = await update("--expires 10d --address * --limit default --metadata {}");
    expect(changed).toMatchObject({
      id,
      name: "renamed",
      expiresAt: expect.stringMatching(/^2026-06-11/),
      metadata: {},
    });
    expect(changed).not.toHaveProperty("addresses");
    expect(changed).not.toHaveProperty("limits");
    expect((await keys(`update ${id} --name again`)).stdout).toMatch(/ again\n$/);
    expect((await keys("verify", { stdin: made.stdout })).exitCode).toBe(0);
  });

  test("a key is purged once it is revoked, with every tuple that names it", async () => {
    const { keys, idOf } = keysIn();
    await keys("create --name k --tuple document:plans#reader");
    const id = await idOf();
    expect(await keys(`purge ${id}`)).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("revoke it first"),
    });
    expect((await keys(`update ${id} --name late`)).exitCode).toBe(0);
    await keys(`revoke ${id}`);
    expect(await keys(`update ${id} --name later`)).toMatchObject({ exitCode: 4 });
    expect(await keys(`purge ${id}`)).toMatchObject({ exitCode: 0, stdout: `purged ${id}\n` });
    expect((await keys("list")).stdout).toBe("");
    expect(await keys(`purge ${id}`)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("there is no key"),
    });
  });

  test("a hash is imported, and peppers of the environment are used", async () => {
    const { keys } = keysIn();
    const hash = createHash("sha256").update("whatever").digest("hex");
    expect((await keys(`import --name old --hash ${hash} --last-four ever`)).stdout).toContain("…ever  old");
    expect(await keys(`import --name again --hash ${hash}`)).toMatchObject({ exitCode: 3 });
    const env = { RELATA_PEPPERS: `v1:${"p".repeat(32)}` };
    const { stdout } = await keys("create --name k", { env });
    expect((await keys("verify", { stdin: stdout, env })).exitCode).toBe(0);
    expect((await keys("verify", { stdin: stdout })).stdout).toBe("refused: unknown\n");
    for (const name of ["RELATA_PEPPERS", "RELATA_KEY_PEPPERS"]) {
      const bad = await keys("list", { env: { [name]: "hunter2" } });
      expect([bad.exitCode, bad.stderr]).toEqual([3, expect.stringContaining("`RELATA_PEPPERS`")]);
      expect(bad.stderr).not.toContain("hunter2");
    }
  });

  test("what is wrong is told, and nothing is made", async () => {
    const { keys, world } = keysIn();
    await keys("create --name first");
    for (const [line, said] of [
      ["create --name k --expires soon", "--expires"],
      ["create --name k --mode inherit", "give `owner`"],
      ["create --name k --tuple document:a#nothing", "nothing"],
      ["create --name k --expires never", "without an end"],
      ["create --name k --limit 5", "--limit"],
      ["create --name k --limit 0/60", "a limit is"],
      ["update none --name k", "there is no key `none`"],
      ["update none", "nothing to change"],
      ["update none --limit often", "--limit"],
      ["rotate none", "there is no key `none`"],
      ["rotate none --grace soon", "--grace"],
      ["verify", "standard input holds no key"],
    ] as const) {
      expect(await keys(line)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(said) });
    }
    world.write("authz.relata", "model 1\ntype user\n");
    expect(await keys("create --name k")).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("type apikey"),
    });
    world.write("authz.relata", MODEL);
    expect((await keys("list")).stdout.split("\n")).toHaveLength(2);
  });
});
