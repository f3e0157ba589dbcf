import type { CheckOutcome, Decision } from "@relata/core";

interface Waiting<Question> {
  readonly question: Question;
  readonly resolve: (decision: Decision) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Questions that are put at once, asked as one batch: all that come before the promises that are settled already have run. One that
 * fails, fails alone.
 */
export class Gathered<Question> {
  readonly #askMany: (questions: readonly Question[]) => Promise<readonly CheckOutcome[]>;
  #waiting: Waiting<Question>[] = [];

  constructor(askMany: (questions: readonly Question[]) => Promise<readonly CheckOutcome[]>) {
    this.#askMany = askMany;
  }

  ask(question: Question): Promise<Decision> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      if (this.#waiting.length > 1) return;
      // Why both: what runs next stands behind every promise that is settled by then.
      void Promise.resolve().then(() => process.nextTick(() => void this.#askAll()));
    });
  }

  async #askAll(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = [];
    try {
      const outcomes = await this.#askMany(asked.map(({ question }) => question));
      asked.forEach(({ resolve, reject }, i) => {
        const { decision, failure } = outcomes[i] ?? { failure: new Error("invariant: each question has an outcome") };
        if (decision === undefined) reject(failure);
        else resolve(decision);
      });
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
