import { isFailure } from "@relata/model";
import type { Relata } from "@relata/core";
import { numberedWrite } from "./numbered-writes.ts";

/** Of write 0, and never ended. */
export const HELD = { subject: "user:0", permission: "viewer", object: "doc:0/1" } as const;
/** How many call at a time. */
export const WORKERS = 6;

const NOT_HELD = { ...HELD, subject: "user:1" } as const;

/**
 * Calls of every kind, one after the other and several at a time, to which the right answers are known, until it is told to
 * stop. What it notes is for the test to judge.
 */
export class ConstantLoad {
  /** Numbers of the writes that were acknowledged. */
  readonly acknowledged: number[] = [0];
  /** Right answers so far. */
  answered = 0;
  /** What was thrown. */
  readonly failures: unknown[] = [];
  /** Who of those that call, one call after the other, has met a failure. */
  readonly failed = new Set<number>();
  /** Answers that are wrong: there shall be none. */
  readonly wrong: string[] = [];
  /** How long the slowest call took. */
  slowestMs = 0;
  readonly #relata: Relata;
  readonly #running: readonly Promise<void>[];
  #next = 1;
  #isStopped = false;

  /** For `begin`. */
  private constructor(relata: Relata) {
    this.#relata = relata;
    this.#running = Array.from({ length: WORKERS }, (_, n) => n).map((n) => this.#run(n));
  }

  static async begin(relata: Relata): Promise<ConstantLoad> {
    await relata.write(numberedWrite(0));
    return new ConstantLoad(relata);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running);
  }

  async #run(worker: number): Promise<void> {
    const calls = [() => this.#holds(), () => this.#holdsNot(), () => this.#lists(), () => this.#writes()];
    for (let i = worker; !this.#isStopped; i++) {
      const started = performance.now();
      try {
        await calls[i % calls.length]?.();
        this.answered++;
      } catch (error) {
        this.failures.push(error);
        this.failed.add(worker);
        if (!isFailure(error)) this.wrong.push(String(error));
      }
      this.slowestMs = Math.max(this.slowestMs, performance.now() - started);
    }
  }

  async #holds(): Promise<void> {
    const { outcome } = await this.#relata.check(HELD);
    if (outcome !== "allowed") this.wrong.push(`what is held was ${outcome}`);
  }

  async #holdsNot(): Promise<void> {
    const { outcome } = await this.#relata.check(NOT_HELD);
    if (outcome !== "denied") this.wrong.push(`what is not held was ${outcome}`);
  }

  async #lists(): Promise<void> {
    const objects = await this.#relata.listObjects({ subject: "user:0", permission: "viewer", type: "doc" });
    if (objects.every(({ reference }) => reference !== HELD.object)) this.wrong.push("a list lacks what is held");
  }

  async #writes(): Promise<void> {
    const n = this.#next++;
    await this.#relata.write(numberedWrite(n));
    this.acknowledged.push(n);
  }
}
