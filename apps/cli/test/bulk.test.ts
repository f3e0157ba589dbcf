import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { DATABASES, databases, newPrefix } from "./databases.ts";
import { relataAlone } from "./process.ts";
import { World } from "./world.ts";

const dbOf = databases();

/** Of a process that holds no more than a batch: node itself, the program, and what collecting garbage leaves for later. */
const MOST_MIB = 350;

/** The long suite imports as many as an application has; the short one, enough to see that they are not held. */
const MANY = process.env["RELATA_LONG"] === "1" ? 200_000 : 40_000;

async function writeTuples(world: World, name: string, count: number): Promise<void> {
  const file = createWriteStream(world.path(name));
  for (let i = 0; i < count; i++) {
    const line = `folder:f${String(i).padStart(7, "0")}#viewer@user:u${i % 1_000}\n`;
    if (!file.write(line)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

async function linesOf(world: World, name: string): Promise<number> {
  let count = 0;
  for await (const _ of createInterface({ input: createReadStream(world.path(name)) })) count++;
  return count;
}

describe.each(DATABASES)("on %s, in a process of its own", (name) => {
  test.each([
    ["text", 20_000],
    ["csv", 2_000],
    ["ndjson", 2_000],
  ])("tuples are exported as %s and imported as they were: %i", async (format, count) => {
    const world = new World();
    const over = `--db ${dbOf(name)} --prefix ${newPrefix()}`;
    await writeTuples(world, "in.txt", count);
    const imported = await relataAlone(world, `import in.txt ${over}`);
    expect(imported).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^imported \d+,000 tuples( in \d+\.\d s \([\d,]+ a second\))?\n$/),
      stderr: "",
    });
    const exported = await relataAlone(world, `export --format ${format} --out out.${format} ${over}`);
    expect(exported).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    const copied = await relataAlone(world, `import out.${format} --json --store copy ${over}`);
    expect(JSON.parse(copied.stdout)).toMatchObject({ tuples: count, written: count, unchanged: 0 });
    const { stdout } = await relataAlone(world, `export --store copy ${over}`);
    expect(stdout).toBe(world.read("in.txt"));
  });

  test(
    `${MANY.toLocaleString("en")} tuples are imported and exported in bounded memory`,
    { timeout: 600_000 },
    async () => {
      const world = new World();
      const over = `--db ${dbOf(name)} --prefix ${newPrefix()}`;
      await writeTuples(world, "in.txt", MANY);
      const imported = await relataAlone(world, `import in.txt --json ${over}`);
      expect(JSON.parse(imported.stdout)).toMatchObject({ written: MANY });
      const exported = await relataAlone(world, `export --out out.txt ${over}`);
      expect(await linesOf(world, "out.txt")).toBe(MANY);
      for (const { peakMiB } of [imported, exported]) {
        expect(peakMiB).toBeGreaterThan(0);
        expect(peakMiB).toBeLessThan(MOST_MIB);
      }
    },
  );

  test("a mistake far down says where it is and how many were written before; mended, the import can be done again", async () => {
    const world = new World();
    const over = `--db ${dbOf(name)} --prefix ${newPrefix()}`;
    const lines = Array.from({ length: 2_500 }, (_, i) => `folder:f${i}#viewer@user:ann`);
    world.write("bad.txt", lines.with(2_200, "folder:x#viewr@user:ann").join("\n"));
    world.write("good.txt", lines.join("\n"));
    const { exitCode, stderr } = await relataAlone(world, `import bad.txt --batch 500 ${over}`);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^error \w+: bad\.txt:2201: .*did you mean `viewer`\?.*; the first 2,000 records were imported, and may be imported again\n$/,
    );
    expect((await world.relata(`count ${over}`)).stdout).toBe("2000\n");
    expect((await world.relata(`import good.txt ${over}`)).stdout).toBe(
      "imported 2,500 tuples (2,000 already there)\n",
    );
  });
});

test("an import that is interrupted says how many are written, and ends with 4", async () => {
  const world = new World();
  const interrupted = new AbortController();
  interrupted.abort();
  const ran = await world.relata("import facts.txt --db a.db", { interruption: () => interrupted.signal });
  expect(ran).toEqual({ exitCode: 4, stdout: "", stderr: "interrupted: the first 0 records were imported\n" });
});
