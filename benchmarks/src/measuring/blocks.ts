import type { Asked, Contender } from "../contenders/contender.ts";
import { quantile } from "./statistics.ts";

/** Questions that are timed together: fewer would measure the clock, and more would hide what is slow now and then. */
export const BLOCK = 100;

/**
 * A turn goes on for so long, and for a block at least: after a shorter one the next contender would only find what the one before has put near
 * the processor.
 */
const TURN_MS = 5;

/** So long at the beginning of a turn nothing is counted: it is spent on what the others have put in the place of what is asked. */
const RETURNING_MS = 2;

/** So often it is told how far it is. */
const TELL_EVERY_MS = 1_000;

/** What one question took, in microseconds: of blocks, each the mean over its questions. */
export interface BlockTimes {
  readonly median: number;
  /** Undefined where there were too few blocks to say. */
  readonly p99: number | undefined;
  readonly blocks: number;
}

/** One contender and the blocks of one kind of question. */
export interface Line<Q extends Asked = Asked> {
  readonly row: string;
  readonly contender: Contender<Q>;
  readonly questions: readonly Q[];
}

export interface BlockOptions {
  /** What each line may take; a first fifth of it is not counted. */
  readonly budgetMs: number;
  /** Questions of a block: a hundred unless given. Fewer are for what takes long. */
  readonly length?: number;
  readonly done?: (share: number) => void;
}

/** @throws Error where the contender answers any of them otherwise than it is expected */
export async function assertAnswers<Q extends Asked>(contender: Contender<Q>, questions: readonly Q[]): Promise<void> {
  for (const question of questions) {
    const allowed = await contender.block([question])();
    if (allowed !== Number(question.allowed)) {
      const { kind, subject, permission, object } = question;
      throw new Error(`${contender.name}: wrong: ${subject} ${permission} ${object} (${kind}) is ${question.allowed}`);
    }
  }
}

/**
 * The times of every line, after every answer was asserted. Lines take turns, so that a slow spell of the machine is nobody's alone;
 * each goes on until its budget is spent. They begin with different blocks: who comes second shall not find the first one's questions warm.
 */
export async function timeBlocks<Q extends Asked>(
  lines: readonly Line<Q>[],
  { budgetMs, length = BLOCK, done }: BlockOptions,
): Promise<readonly BlockTimes[]> {
  for (const { contender, questions } of lines) await assertAnswers(contender, questions);
  let toldAt = performance.now();
  const running = lines.map((line, at) => new Running(line, { budgetMs, length, first: at / lines.length }));
  for (let open = running; open.length > 0; open = open.filter((line) => !line.isDone)) {
    for (const line of open) await line.turn();
    // Why not each time: to tell takes longer than what is timed, and leaves its garbage behind.
    if (performance.now() < toldAt + TELL_EVERY_MS) continue;
    toldAt = performance.now();
    done?.(1 - running.reduce((sum, line) => sum + line.left, 0) / running.length);
  }
  return running.map((line) => line.times());
}

class Running<Q extends Asked> {
  readonly #name: string;
  readonly #blocks: readonly { readonly ask: () => number | Promise<number>; readonly allowed: number }[];
  readonly #budgetMs: number;
  readonly #length: number;
  readonly #micros: number[] = [];
  #next = 0;
  #spentMs = 0;

  /** @param first how far down the blocks it begins: from 0 to 1 */
  constructor({ row, contender, questions }: Line<Q>, { budgetMs, length, first }: Course) {
    this.#length = length;
    this.#name = `${contender.name}, ${row}`;
    this.#budgetMs = budgetMs;
    this.#blocks = chunksOf(questions, length).map((chunk) => ({
      ask: contender.block(chunk),
      allowed: chunk.filter(({ allowed }) => allowed).length,
    }));
    this.#next = Math.floor(first * this.#blocks.length);
  }

  /** The share of the budget that is left. */
  get left(): number {
    return Math.max(0, 1 - this.#spentMs / this.#budgetMs);
  }

  get isDone(): boolean {
    return this.left === 0 && this.#micros.length > 0;
  }

  async turn(): Promise<void> {
    const begun = performance.now();
    await this.#block(false);
    while (performance.now() - begun < RETURNING_MS) await this.#block(false);
    do {
      await this.#block(true);
    } while (performance.now() - begun < RETURNING_MS + TURN_MS && !this.isDone);
  }

  async #block(isCounted: boolean): Promise<void> {
    const block = this.#blocks[this.#next++ % this.#blocks.length];
    if (block === undefined) throw new Error(`${this.#name}: there are no questions`);
    const start = performance.now();
    const answer = block.ask();
    // Why: to await what is there already would be timed too.
    const allowed = typeof answer === "number" ? answer : await answer;
    const tookMs = performance.now() - start;
    if (allowed !== block.allowed) throw new Error(`${this.#name}: ${allowed} allowed, not ${block.allowed}`);
    if (this.#spentMs >= this.#budgetMs / 5 && isCounted) this.#micros.push((tookMs * 1_000) / this.#length);
    this.#spentMs += tookMs;
  }

  times(): BlockTimes {
    const { length } = this.#micros;
    const p99 = length < 100 ? undefined : quantile(this.#micros, 0.99);
    return { median: quantile(this.#micros, 0.5), p99, blocks: length };
  }
}

/** How a line runs. */
interface Course {
  readonly budgetMs: number;
  readonly length: number;
  readonly first: number;
}

/** Blocks of exactly that length; the last is filled from the front. */
function chunksOf<T>(values: readonly T[], length: number): readonly (readonly T[])[] {
  const count = Math.ceil(values.length / length);
  return Array.from({ length: count }, (_, chunk) =>
    Array.from({ length }, (_, n) => values[(chunk * length + n) % values.length] as T),
  );
}
