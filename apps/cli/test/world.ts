import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DESIGN_MODEL } from "@relata/spec";
import { onTestFinished } from "vitest";
import type { Choose } from "../src/init/choose.ts";
import { run } from "../src/program.ts";

/** The model of the design, with people banned from folders, and auditors of one region, besides. */
export const MODEL = DESIGN_MODEL.replace("user with office_hours", "user with office_hours | user with same_region")
  .replace("group#member | user:*", "group#member | user:*\n  relation banned: user")
  .replace("permission view = viewer + parent->view", "permission view = (viewer + parent->view) - banned");

export const FACTS = `// who may do what
client_abc:invoice:1#owner@user:ann
client_abc:invoice:1#clerk@group:eng#member
client_abc:invoice:2#owner@user:ann
client_abc:invoice:1#auditor@user:eve with office_hours {"from":"2026-01-01T00:00:00Z","until":"2026-07-01T00:00:00Z"}
folder:open#viewer@user:*
folder:open#banned@user:bad
folder:open#banned@user:worse
group:eng#member@user:bob until 2027-01-01T00:00:00Z

client_abc:invoice:1 {"amount": 250, "status": "paid"}
`;

/** What one run of the command line did. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface How {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** The outputs are terminals. */
  readonly isTTY?: boolean;
  /** Who sits at the terminal. */
  readonly choose?: Choose;
  /** By how much the clock goes on whenever it is looked at: it stands still unless given. */
  readonly tickMs?: number;
  readonly interruption?: () => AbortSignal;
}

/** A folder of its own, with the model and facts in it, and the command line in it. It is gone after the test. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), "relata-cli-"));

  constructor(files: Readonly<Record<string, string | Uint8Array>> = { "authz.relata": MODEL, "facts.txt": FACTS }) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  /** The names of the files, without those that SQLite keeps beside a database. */
  names(): readonly string[] {
    return readdirSync(this.folder)
      .filter((name) => !/-(shm|wal)$/.test(name))
      .sort();
  }

  /** Runs the program in this process, on a day in the middle of 2026. */
  async run(
    argv: readonly string[],
    { env = {}, stdin = "", isTTY = false, choose, tickMs = 0, interruption }: How = {},
  ): Promise<Ran> {
    let now = Date.UTC(2026, 5, 1);
    const written = { stdout: "", stderr: "" };
    const output = (name: "stdout" | "stderr") => ({
      isTTY,
      columns: 80,
      write: (text: string) => (written[name] += text),
    });
    const exitCode = await run(argv, {
      stdin: bytesOf(stdin),
      stdout: output("stdout"),
      stderr: output("stderr"),
      env,
      cwd: this.folder,
      clock: () => (now += tickMs),
      ...(interruption !== undefined && { interruption }),
      ...(choose !== undefined && { choose }),
    });
    return { exitCode, ...written };
  }

  /** Runs words that hold no blanks: `relata("check user:ann view folder:plans")`. */
  async relata(line: string, how: How = {}): Promise<Ran> {
    return this.run(line.split(" "), how);
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  // Why in two: a character may be cut where one chunk ends.
  const half = Math.floor(bytes.length / 2);
  yield bytes.subarray(0, half);
  yield bytes.subarray(half);
}
