import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Ran, World } from "./world.ts";

const BINARY = fileURLToPath(new URL("../dist/main.js", import.meta.url));

export interface RanAlone extends Ran {
  /** The most memory that the process had at one time, in mebibytes; 0 where the system does not say. */
  readonly peakMiB: number;
}

/** Told at the end by the process itself, of which nobody outside knows it once it is gone. */
const TELL_PEAK = "data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))";

/** The program in a process of its own, as people have it: built, with real streams, signals and memory. */
export class RelataProcess {
  readonly child: ChildProcess;
  /** Settles when it has ended. */
  readonly done: Promise<RanAlone>;
  stdout = "";
  stderr = "";

  constructor(world: World, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`tsc -b\` at the root before this test`);
    this.child = spawn(process.execPath, ["--import", TELL_PEAK, BINARY, ...argv], {
      cwd: world.folder,
      env: { PATH: process.env["PATH"] ?? "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (bytes: Buffer) => (this.stdout += bytes.toString()));
    this.child.stderr?.on("data", (bytes: Buffer) => (this.stderr += bytes.toString()));
    this.done = new Promise((resolve) => {
      this.child.once("close", (code) => resolve(this.#ran(code)));
    });
  }

  /** Until that stands on standard output. */
  async until(form: RegExp): Promise<void> {
    while (!form.test(this.stdout) && this.child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #ran(code: number | null): RanAlone {
    const [told = "", peak = "0"] = /peak (\d+)\n/.exec(this.stderr) ?? [];
    const { stdout } = this;
    return { exitCode: code ?? -1, stdout, stderr: this.stderr.replace(told, ""), peakMiB: Number(peak) / 1_024 };
  }
}

/** Runs words that hold no blanks. */
export async function relataAlone(world: World, line: string, env: Readonly<Record<string, string>> = {}) {
  return new RelataProcess(world, line.split(" "), env).done;
}
