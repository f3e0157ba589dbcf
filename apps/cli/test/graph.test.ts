import { expect, test } from "vitest";
import { World } from "./world.ts";

const DOCUMENT = "# Access\n\n<!-- relata graph -->\n<!-- /relata graph -->\n\nEnd.\n";

test("graph prints the model as Mermaid", async () => {
  const { exitCode, stdout, stderr } = await new World().relata("graph");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("flowchart LR\n");
  expect(stdout).toContain('t_folder == "viewer: group#member" ==> t_group');
  expect(stdout).toContain("view = (viewer + parent-#gt;view) - banned");
});

test("graph may leave out permissions, draw one type, and lead down", async () => {
  const world = new World();
  expect((await world.relata("graph --no-permissions")).stdout).not.toContain("view = ");
  const { stdout } = await world.relata("graph --type group --type user --direction down");
  expect(stdout).toContain("flowchart TB\n");
  expect(stdout).toContain("t_group");
  expect((await world.relata("graph --type group --permissions")).stdout).not.toContain("view = ");
});

test("graph puts the diagram between the markers of a document, and leaves the rest", async () => {
  const world = new World();
  world.write("README.md", DOCUMENT);
  expect(await world.relata("graph --out README.md")).toEqual({
    exitCode: 0,
    stdout: "README.md: written\n",
    stderr: "",
  });
  const { stdout } = await world.relata("graph");
  expect(world.read("README.md")).toBe(
    `# Access\n\n<!-- relata graph -->\n\n\`\`\`mermaid\n${stdout}\`\`\`\n\n<!-- /relata graph -->\n\nEnd.\n`,
  );
  expect((await world.relata("graph --out README.md")).stdout).toBe("README.md: up to date\n");
});

test("graph --check writes nothing, and ends with 1 once the model has changed", async () => {
  const world = new World();
  world.write("README.md", DOCUMENT);
  const stale = { exitCode: 1, stdout: "", stderr: expect.stringContaining("README.md: not up to date; run") };
  expect(await world.relata("graph --out README.md --check")).toEqual(stale);
  expect(world.read("README.md")).toBe(DOCUMENT);
  await world.relata("graph --out README.md");
  expect((await world.relata("graph --out README.md --check")).exitCode).toBe(0);
  world.write(
    "authz.relata",
    world.read("authz.relata").replace("relation owner:   user | apikey", "relation owner:   user"),
  );
  expect(await world.relata("graph --out README.md --check")).toEqual(stale);
});

test("graph replaces a file that is no document as a whole", async () => {
  const world = new World();
  await world.relata("graph --out model.mmd");
  expect(world.read("model.mmd")).toBe((await world.relata("graph")).stdout);
});

test.each([
  ["graph --out none.md", "none.md has no place for the diagram: write the lines <!-- relata graph -->"],
  ["graph --out plain.md", "plain.md has no place for the diagram"],
  ["graph --check", "--check needs --out"],
  ["graph --out sub", "sub cannot be read: it is a folder"],
  ["graph --type foldr", "unknown type `foldr`; did you mean `folder`?"],
  ["graph --direction up", "'--direction <way>' argument 'up' is invalid"],
])("%s is wrong input", async (line, message) => {
  const world = new World();
  world.write("plain.md", "# Access\n");
  world.write("sub/file", "");
  const { exitCode, stdout, stderr } = await world.relata(line);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  expect(stderr).toContain(message);
});

test("graph says where a picture is more than Mermaid draws", async () => {
  const types = Array.from({ length: 501 }, (_, i) => `type t${i} { relation r: t${(i + 1) % 501} }`);
  const world = new World({ "wide.relata": `model 1\n${types.join("\n")}\n` });
  const { exitCode, stderr } = await world.relata("graph");
  expect(exitCode).toBe(0);
  expect(stderr).toBe(
    "note: it has 501 lines between boxes, and Mermaid draws 500; draw a part of the model with --type\n",
  );
});
