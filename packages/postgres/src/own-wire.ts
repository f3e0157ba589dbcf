import type { Sql } from "postgres";
import { lastAnswer } from "./last-answer.ts";
import type { Wire } from "./session.ts";

/**
 * Statements on a client of our own. The limit is that of one statement, from when the one before it was answered.
 *
 * Why one beside the server's: where the network is gone without a word, the server says nothing of its own any more.
 */
export function ownWire(client: Sql, limitMs: number): Wire {
  let before: Promise<unknown> = Promise.resolve();
  return {
    run(text, parameters, prepare) {
      const asked = client.unsafe(text, [...parameters], { prepare }).execute();
      const answer = limitMs === Infinity ? asked.then(lastAnswer) : within(asked.then(lastAnswer), before, limitMs);
      before = answer.catch(() => undefined);
      return answer as Promise<readonly object[]>;
    },
  };
}

/** The answer; or an error of the code `NO_ANSWER`, once so long has passed since the end of what came before. */
function within<T>(answer: Promise<T>, before: Promise<unknown>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      clearTimeout(timer);
    };
    const late = (): void =>
      reject(Object.assign(new Error(`nothing was heard for ${limitMs} ms`), { code: "NO_ANSWER" }));
    const begin = (): void => {
      if (!isOver) timer = setTimeout(late, limitMs);
    };
    void before.then(begin);
    answer.then(
      (value) => (end(), resolve(value)),
      (error: unknown) => (end(), reject(error)),
    );
  });
}
