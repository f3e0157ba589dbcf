import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { builtMain, until } from "../child/server-process.ts";

const TELLING = ["--expose-gc", "--import", fileURLToPath(new URL("../child/tells-memory.mjs", import.meta.url))];

/** What a process holds: bytes, those of its heap once it has been collected, and the connections that are open. */
export interface Held {
  readonly rss: number;
  readonly heapUsed: number;
  readonly sockets: number;
  /** Bytes that have become old since it was asked before, dead or alive, unless the heap was swept meanwhile. */
  readonly outlived: number;
}

/** So many pieces of what it said are kept: a server under load says much. */
const MOST_SAID = 2_000;

/** A server as an operator starts it, that tells what it holds, and can be killed and started anew. */
export class ServerUnderLoad {
  readonly #env: Record<string, string>;
  readonly #flags: readonly string[];
  #child: ChildProcess;
  #said: string[] = [];
  url = "";

  private constructor(env: Record<string, string>, flags: readonly string[]) {
    this.#env = env;
    this.#flags = flags;
    this.#child = this.#spawn("0");
  }

  /** @param flags for node */
  static async start(env: Record<string, string>, flags: readonly string[] = []): Promise<ServerUnderLoad> {
    const server = new ServerUnderLoad(env, flags);
    server.url = await server.#listening();
    return server;
  }

  /** What it said for its operator, lately. */
  get said(): string {
    return this.#said.join("");
  }

  async held(): Promise<Held> {
    const told = once(this.#child, "message");
    this.#child.send("what do you hold?");
    return ((await told) as [Held])[0];
  }

  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Under the same address. */
  async startAgain(): Promise<void> {
    this.#said = [];
    this.#child = this.#spawn(new URL(this.url).port);
    await this.#listening();
  }

  /** How it ended. */
  async end(signal: NodeJS.Signals): Promise<readonly unknown[]> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return [exitCode, signalCode];
    const exit = once(this.#child, "close");
    this.#child.kill(signal);
    return (await exit) as readonly unknown[];
  }

  #spawn(port: string): ChildProcess {
    const child = spawn(process.execPath, [...TELLING, ...this.#flags, builtMain()], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { PATH: process.env["PATH"], ...this.#env, PORT: port },
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#said.push(text);
      if (this.#said.length > MOST_SAID) this.#said = this.#said.slice(-MOST_SAID / 2);
    });
    child.on("exit", (...how) => {
      if (!child.killed)
        throw new Error(
          `a server under load ended by itself (${how.join(" ")}), and said last:\n${this.said.slice(-4_000)}`,
        );
    });
    return child;
  }

  /** @throws Error with what it said, where it ended instead */
  async #listening(): Promise<string> {
    const ended = once(this.#child, "close").then(() => {
      throw new Error(`the server ended, and said:\n${this.said}`);
    });
    return Promise.race([until(() => this.said, /listening on (http:[\w:./]+)/), ended]);
  }
}
