import { expect, test } from "vitest";
import { RelataProcess } from "./process.ts";
import { World } from "./world.ts";

const MODEL = `model 1
type user
type apikey
type doc {
  relation viewer: user | apikey
  permission view = viewer
}
`;

test("a server shows its first key, answers with it, and ends well at ctrl-c", { timeout: 60_000 }, async () => {
  const world = new World({ "authz.relata": MODEL });
  const server = new RelataProcess(world, "serve --model authz.relata --db a.db --port 0".split(" "));
  await server.until(/\n/);
  const [, url = ""] = /listening on (\S+)/.exec(server.stderr) ?? [];
  const key = server.stdout.trim();
  expect(key).toMatch(/^relata_root_live_\w{49}$/);
  expect(server.stderr).not.toContain(key);
  const response = await fetch(`${url}/v1/whoami`, { headers: { "x-api-key": key } });
  expect(response.status).toBe(200);
  server.child.kill("SIGINT");
  const { exitCode, stderr } = await server.done;
  expect([exitCode, stderr.endsWith("relata: closed\n")]).toEqual([0, true]);
});

test("what the server would be told is printed, without secrets", async () => {
  const world = new World();
  const env = { RELATA_ADMIN_KEY: "s".repeat(32), RELATA_DB: "elsewhere.db" };
  const { exitCode, stdout } = await world.relata(
    "serve --print-config --model m.relata --db a.db --host ::1 --port 80",
    { env },
  );
  expect([exitCode, stdout.split("\n").filter((line) => !line.endsWith("(default)"))]).toEqual([
    0,
    ["RELATA_MODEL=m.relata", "RELATA_DB=a.db", "HOST=::1", "PORT=80", "RELATA_ADMIN_KEY=***", ""],
  ]);
});

test("every problem of the settings is told, and nothing begins", async () => {
  const { exitCode, stdout, stderr } = await new World().relata("serve --port http --db mysql://x");
  expect([exitCode, stdout]).toEqual([3, ""]);
  for (const name of ["RELATA_MODEL", "PORT", "RELATA_DATABASE_URL"]) expect(stderr).toContain(`\`${name}\``);
});
