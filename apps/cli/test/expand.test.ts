import { expect, test } from "vitest";
import { World } from "./world.ts";

const ASKED = "expand write client_abc:invoice:1 --tuples facts.txt";

test("expand prints one level of the expression, and with --deep all of it", async () => {
  const world = new World();
  expect(await world.relata(ASKED)).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: [
      "write on client_abc:invoice:1",
      "├─ owner on client_abc:invoice:1",
      "└─ clerk on client_abc:invoice:1",
      "",
    ].join("\n"),
  });
  const { stdout } = await world.relata(`${ASKED} --deep`);
  expect(stdout).toBe(
    [
      "write on client_abc:invoice:1",
      "├─ owner on client_abc:invoice:1",
      "│  └─ user:ann",
      "└─ clerk on client_abc:invoice:1",
      "   └─ group:eng#member",
      "      └─ user:bob until 2027-01-01T00:00:00Z",
      "",
    ].join("\n"),
  );
});

test("expand with --json has the data, and with --mermaid a flowchart", async () => {
  const world = new World();
  const { stdout } = await world.relata(`${ASKED} --deep --json`);
  expect(JSON.parse(stdout)).toMatchObject({
    permission: "write",
    object: "client_abc:invoice:1",
    depth: "deep",
    validUntil: "2027-01-01T00:00:00Z",
    names: [{ name: "write", tree: { kind: "union" } }, { name: "owner" }, { name: "clerk" }, { name: "member" }],
  });
  const drawn = await world.relata(`${ASKED} --deep --mermaid`);
  expect(drawn.stdout).toContain('["user:bob until 2027-01-01T00:00:00Z"]');
});

test("expand refuses what the model has not, and two forms at once", async () => {
  const world = new World();
  const unknown = await world.relata("expand wriet client_abc:invoice:1 --tuples facts.txt");
  expect(unknown.exitCode).toBe(3);
  expect(unknown.stderr).toContain("did you mean `write`");
  expect((await world.relata(`${ASKED} --json --mermaid`)).exitCode).toBe(3);
});
