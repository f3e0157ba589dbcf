import { once } from "node:events";
import { join } from "node:path";
import Database from "better-sqlite3";
import { sqlite } from "@relata/sqlite";
import { logAsContents } from "@relata/store/conformance";
import { expect, test } from "vitest";
import { kill, lines, start } from "./child-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const WRITES = 10_000;
/** More than are ever reached, however late the process is killed. */
const ENDLESS = 1_000_000;
const TIMES = process.env["RELATA_LONG"] === "1" ? 20 : 3;

const folder = temporaryFolder();

/** After how many writes a process is killed, one time after the other: soon, later, and late. */
const moments = Array.from({ length: TIMES }, (_, i) => Math.floor(WRITES * ((i + 0.5) / TIMES) ** 2));

test.each(moments)(
  "a process killed after %d writes leaves every one that it was told of, no half, and a true log",
  async (moment) => {
    const path = join(folder, `${moment}.db`);
    const process = start("write-chain.mjs", path, String(ENDLESS));
    await once(process.stdout, "data");
    process.stdin.write("go\n");
    const acknowledged = Number((await lines(process, (line) => Number(line) >= moment)).at(-1));
    await kill(process);

    const store = sqlite(path);
    const { tuples, attributes, token } = await store.contents();
    const number = Number(attributes[0]?.values["number"]);
    expect(number).toBeGreaterThanOrEqual(acknowledged);
    expect(number).toBeLessThan(ENDLESS);
    expect(tuples.map(({ object }) => object.id)).toEqual([String(number)]);
    expect(await logAsContents(store)).toHaveLength(number);
    // The write goes on where it was: the last name is known, and the next is free.
    const repeat = {
      create: tuples,
      delete: tuples.map((tuple) => ({ ...tuple, object: { type: "doc", id: String(number - 1) } })),
      attributes: [{ object: { type: "doc", id: "chain" }, set: { number } }],
      idempotencyKey: String(number),
    };
    expect(await store.write(repeat)).toMatchObject({ token, isRepeat: true });
    expect(await store.write({ delete: tuples })).toMatchObject({ deleted: 1 });
    store.close();
    const client = new Database(path);
    expect(client.pragma("integrity_check", { simple: true })).toBe("ok");
    client.close();
  },
);
