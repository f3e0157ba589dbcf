import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { processes } from "./processes.ts";
import { serverUser } from "./server-user.ts";

/** How a server is run: each setting is one of `postgresql.conf`. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

export interface PostmasterOptions {
  /** The path of `postgres`. */
  readonly program: string;
  readonly dataDir: string;
  readonly settings: Settings;
}

/** Long enough to recover from a crash on a busy machine; a test's own limit comes first. */
const START_LIMIT_MS = 60_000;
/** An orderly end waits for standbys to receive what they lack: one that no longer listens shall not hold up a test. */
const STOP_LIMIT_MS = 5_000;
const LOG_LIMIT_CHARACTERS = 1_000_000;

/** The first process of a running server, whose children are all others. */
export class Postmaster {
  readonly pid: number;
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>;
  readonly #process: ChildProcess;
  /** Resolves when, after that, nobody can say anything any more. */
  readonly #silent: Promise<void>;
  #log = "";

  private constructor(running: ChildProcess, pid: number) {
    this.pid = pid;
    this.ended = new Promise((resolve) => running.once("exit", () => resolve()));
    this.#process = running;
    this.#silent = new Promise((resolve) => running.once("close", () => resolve()));
    running.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#log = (this.#log + text).slice(-LOG_LIMIT_CHARACTERS);
    });
  }

  /** Runs the server on what is in its folder. It is not `ready` yet. */
  static spawn({ program, dataDir, settings }: PostmasterOptions): Postmaster {
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${inWords(value)}`]);
    const running = spawn(program, ["-D", dataDir, ...flags], {
      ...serverUser(),
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe"],
      // Ctrl-C in a terminal is for the tests: they, or their last will, end the server.
      detached: true,
    });
    // What there is to say of it is thrown below.
    running.on("error", () => undefined);
    if (running.pid === undefined) throw new Error(`\`${program}\` does not run: is it installed for this machine?`);
    return new Postmaster(running, running.pid);
  }

  /** What the server has said, or the last million characters of it. */
  get log(): string {
    return this.#log;
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Resolves when it takes connections. Fails with what the server said. */
  async ready(): Promise<void> {
    const started = performance.now();
    while (!/ready to accept (?:read-only )?connections/.test(this.#log)) {
      if (!this.isRunning) {
        await this.#silent;
        throw new Error(`the server ended while it started, and said:\n${this.#log}`);
      }
      if (performance.now() - started > START_LIMIT_MS) {
        await this.kill();
        throw new Error(`the server is not ready after ${START_LIMIT_MS} ms, and said:\n${this.#log}`);
      }
      await Promise.race([this.ended, sleep(10)]);
    }
  }

  /** Ends it in order ("fast shutdown"): open transactions are rolled back, clients told, a checkpoint written. */
  async stop(): Promise<void> {
    this.#process.kill("SIGINT");
    const waiting = new AbortController();
    await Promise.race([this.ended, sleep(STOP_LIMIT_MS, undefined, { signal: waiting.signal })]);
    waiting.abort();
    await this.kill();
  }

  /** Ends all its processes at one moment and without a word, as if the power had gone. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    // Held, it makes no more children, and collects none: their ids cannot become those of other processes.
    process.kill(this.pid, "SIGSTOP");
    const all = new Set([this.pid, ...processes().flatMap(({ pid, parent }) => (parent === this.pid ? [pid] : []))]);
    for (const pid of all) killOne(pid);
    await this.ended;
    while (processes().some(({ pid }) => all.has(pid))) await sleep(5);
  }
}

function inWords(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}

function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It ended by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
