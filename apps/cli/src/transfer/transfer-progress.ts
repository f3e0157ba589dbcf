import { Progress } from "../output/progress.ts";
import type { Output } from "../surroundings.ts";

export interface HowToSay {
  readonly stderr: Output;
  /** Milliseconds. */
  readonly clock: () => number;
  /** What is going on: "importing". */
  readonly doing: string;
  readonly isQuiet: boolean;
}

const BAR = 20;

/** Between two sayings. */
const PAUSE_MS = 100;

/** How far a transfer of many records has come, on a terminal: a bar where the end is known, the count, the rate, the rest. */
export class TransferProgress {
  readonly #how: HowToSay;
  readonly #progress: Progress;
  readonly #begunAt: number;
  #saidAt = -Infinity;

  constructor(how: HowToSay) {
    this.#how = how;
    this.#progress = new Progress(how.isQuiet ? { write: () => undefined } : how.stderr);
    this.#begunAt = how.clock();
  }

  get elapsedMs(): number {
    return Math.max(0, this.#how.clock() - this.#begunAt);
  }

  /** @param part of the whole, from 0 to 1, where it is known */
  say(records: number, part?: number): void {
    const now = this.#how.clock();
    if (now - this.#saidAt < PAUSE_MS) return;
    this.#saidAt = now;
    const { elapsedMs } = this;
    const rate = elapsedMs === 0 || records === 0 ? [] : [`${perSecond(records, elapsedMs)}/s`];
    const left = part === undefined || part === 0 ? [] : [secondsLeft(elapsedMs, part)];
    const bar = part === undefined ? [] : [barOf(part)];
    this.#progress.say(
      [this.#how.doing, ...bar, `${records.toLocaleString("en")} records`, ...rate, ...left].join("  "),
    );
  }

  /** Takes the line away. */
  end(): void {
    this.#progress.end();
  }
}

/** " in 12.3 s (81,301 a second)", for the sentence at the end; nothing of what took less than a second. */
export function sayRate(records: number, elapsedMs: number): string {
  if (elapsedMs < 1_000) return "";
  return ` in ${(elapsedMs / 1_000).toFixed(1)} s (${perSecond(records, elapsedMs)} a second)`;
}

function perSecond(records: number, elapsedMs: number): string {
  return Math.round((records * 1_000) / elapsedMs).toLocaleString("en");
}

function barOf(part: number): string {
  const full = Math.round(Math.min(1, part) * BAR);
  return `${"█".repeat(full)}${"░".repeat(BAR - full)} ${Math.round(part * 100)} %`;
}

function secondsLeft(elapsedMs: number, part: number): string {
  return `${Math.max(0, Math.ceil((elapsedMs * (1 - part)) / part / 1_000)).toLocaleString("en")} s left`;
}
