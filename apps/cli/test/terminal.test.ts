import { expect, test } from "vitest";
import { World } from "./world.ts";

const COMMANDS = [
  "validate",
  "check user:ann read client_abc:invoice:1 --tuples facts.txt",
  "explain user:ann refund client_abc:invoice:2 --tuples facts.txt",
  "list-objects user:ann refund client_abc:invoice --tuples facts.txt",
  "list-subjects user view folder:open --tuples facts.txt",
  "import facts.txt --db a.db",
  "export --db a.db",
  "check user:ann raed client_abc:invoice:1 --tuples facts.txt",
  "--help",
];

test("nothing that is piped holds an escape code", async () => {
  const world = new World();
  for (const line of COMMANDS) {
    const { stdout, stderr } = await world.relata(line);
    expect(stdout + stderr).not.toBe("");
    expect(stdout + stderr).not.toContain("\u001B");
  }
});

test("a terminal gets colour, and the same words", async () => {
  const world = new World();
  const colours = [
    ["check user:ann read client_abc:invoice:1", "\u001B[32mallowed\u001B[39m\n"],
    ["check user:nn read client_abc:invoice:1", "\u001B[31mdenied\u001B[39m\n"],
  ] as const;
  for (const [line, coloured] of colours) {
    expect((await world.relata(`${line} --tuples facts.txt`, { isTTY: true })).stdout).toBe(coloured);
  }
  const line = "explain user:ann refund client_abc:invoice:2 --tuples facts.txt";
  const { stdout } = await world.relata(line, { isTTY: true });
  expect(stdout).toContain("\u001B[33m?\u001B[39m");
  // oxlint-disable-next-line no-control-regex -- Why: escape codes are what is taken away.
  expect(stdout.replace(/\u001B\[\d+m/g, "")).toBe((await world.relata(line)).stdout);
});

test("NO_COLOR, and a terminal that knows no colour, get none", async () => {
  const world = new World();
  const envs: readonly Record<string, string>[] = [{ NO_COLOR: "1" }, { TERM: "dumb" }];
  for (const env of envs) {
    for (const line of COMMANDS.filter((line) => !line.startsWith("import"))) {
      const { stdout, stderr } = await world.relata(line.replace("a.db", "none.db"), { isTTY: true, env });
      expect(stdout + stderr).not.toContain("\u001B");
    }
  }
  const empty = await world.relata(COMMANDS[1] ?? "", { isTTY: true, env: { NO_COLOR: "" } });
  expect(empty.stdout).toContain("\u001B");
});

test("an import shows on a terminal how far it is, and takes it away again", async () => {
  const world = new World();
  world.write("f.txt", Array.from({ length: 30_000 }, (_, i) => `folder:f${i}#viewer@user:ann`).join("\n"));
  const { stdout, stderr } = await world.relata("import f.txt --db a.db", { isTTY: true, tickMs: 50 });
  expect(stdout).toMatch(/^imported 30,000 tuples in \d\.\d s \([\d,]+ a second\)\n$/);
  const said = stderr.split("\r\u001B[2K");
  expect([said[0], said[1], said.at(-1)]).toEqual(["", "importing  ░░░░░░░░░░░░░░░░░░░░ 0 %  0 records", ""]);
  const form = /^importing  █+░* \d+ %  [\d,]+ records  [\d,]+\/s  \d+ s left$/;
  for (const line of said.slice(2, -1)) expect(line).toMatch(form);
  expect(said.length).toBeGreaterThan(5);
});

test("an import of standard input shows how many there were, as nobody knows the end; --quiet shows nothing", async () => {
  const world = new World();
  const stdin = Array.from({ length: 3_000 }, (_, i) => `folder:f${i}#viewer@user:ann`).join("\n");
  const how = { isTTY: true, tickMs: 200, stdin };
  expect((await world.relata("import - --db a.db", how)).stderr).toMatch(/importing  2,000 records  [\d,]+\/s\r/);
  expect((await world.relata("import - --db a.db --quiet", how)).stderr).toBe("");
});

test("an import that fails takes its progress away before the error", async () => {
  const world = new World();
  world.write("f.txt", "nonsense");
  const { stderr } = await world.relata("import f.txt --db a.db", { isTTY: true, env: { NO_COLOR: "1" } });
  expect(stderr).toContain("\r\u001B[2Kerror invalid_tuple: f.txt:1: ");
});
