import { formatTuple } from "@relata/model";

import type { Settled } from "./case.ts";
import type { CaseResult } from "./run-story.ts";

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Every this many milliseconds, at the most, a terminal is told how far it is. */
const PROGRESS_MS = 100;

/**
 * Tells cases as they are done: of a failed one everything, of one that differs on purpose its reason, of one that passed nothing. Ends
 * with one line that counts them.
 */
export class Report {
  readonly #out: Output;
  readonly #err: Output;
  readonly #total: number;
  #told = 0;
  #passed = 0;
  #failed = 0;
  #differing = 0;

  constructor(out: Output, err: Output, total: number) {
    this.#out = out;
    this.#err = err;
    this.#total = total;
  }

  take({ case: { name, question, expected }, stage, answers }: CaseResult): void {
    const failed = answers.filter(({ got }) => got.verdict === "failed");
    const differs = answers.flatMap(({ got }) => (typeof got.verdict === "object" ? [got.verdict.differs] : []));
    if (failed.length > 0) {
      this.#failed++;
      const { files, tuples } = stage.world;
      const model = files.map(({ path, text }) => `-- ${path}\n${text}`).join("\n");
      const facts = tuples.map((tuple) => `  ${formatTuple(tuple)}`).join("\n");
      const got = answers.map(({ backend, got: { text } }) => `  ${backend}: ${text}`).join("\n");
      this.#say(`✗ ${name}\n${model}-- tuples\n${facts}\n-- ${question}\nexpected ${expected}\ngot\n${got}\n\n`);
    } else if (differs.length > 0) {
      this.#differing++;
      this.#say(
        `≠ ${name}\n  ${question}\n  expected ${expected}, got ${answers[0]?.got.text ?? ""}\n  on purpose: ${differs[0] ?? ""}\n\n`,
      );
    } else this.#passed++;
    this.#progress();
  }

  settle({ name, passed, text }: Settled): void {
    if (passed) this.#passed++;
    else this.#failed++;
    if (!passed) this.#say(`✗ ${name}\n${text}\n\n`);
  }

  /** The last line; answers whether nothing failed. A run of no cases proves nothing, and so has failed. */
  finish(): boolean {
    this.#clear();
    if (this.#differing > 0) this.#out.write(`${this.#differing} differ on purpose\n`);
    this.#out.write(`${this.#passed} passed, ${this.#failed} failed\n`);
    return this.#failed === 0 && this.#passed > 0;
  }

  #say(text: string): void {
    this.#clear();
    this.#out.write(text);
  }

  #progress(): void {
    const now = Date.now();
    if (this.#err.isTTY !== true || now - this.#told < PROGRESS_MS) return;
    this.#told = now;
    this.#err.write(
      `\r${this.#passed + this.#failed + this.#differing} of ${this.#total} cases, ${this.#failed} failed `,
    );
  }

  #clear(): void {
    if (this.#err.isTTY === true) this.#err.write("\r\u001B[K");
  }
}
