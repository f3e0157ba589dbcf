import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const LOADER = fileOf("../../../sqlite/test/child/typescript-loader.mjs");

/** A process of its own that runs the sources, and prints line by line what it has done. */
export class ChildProcess {
  readonly lines: string[] = [];
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  /** Once it is gone, and all that it printed was read. */
  readonly ended: Promise<unknown>;
  #onLine: (() => void) | undefined;

  /** `script` is a file of the folder `child`. */
  constructor(script: string, ...args: readonly (string | number)[]) {
    const node = ["--conditions=@relata/source", "--import", LOADER, fileOf(`child/${script}`), ...args.map(String)];
    this.#process = spawn(process.execPath, node, { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = once(this.#process, "close");
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      this.lines.push(line);
      this.#onLine?.();
    });
  }

  /** Resolves once it has printed so many lines, or is gone. */
  async printed(count: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.#onLine = () => {
        if (this.lines.length >= count) resolve();
      };
      this.#onLine();
    });
    await Promise.race([enough, this.ended]);
  }

  /** A line on its input. */
  tell(line: string | number): void {
    this.#process.stdin.write(`${line}\n`);
  }

  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ended;
  }
}
