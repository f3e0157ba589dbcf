import type { Readable, Writable } from "node:stream";

/** One of the things to choose from. */
export interface Choice {
  readonly value: string;
  readonly hint: string;
}

/** Asks a person to choose from a list; undefined where they would rather not. */
export type Choose = (question: string, choices: readonly Choice[]) => Promise<string | undefined>;

/** Choosing with the arrow keys, on a terminal. */
export function chooseOn(input: Readable, output: Writable): Choose {
  return async (question, choices) => {
    // Why loaded here: no other command needs it.
    const { isCancel, select } = await import("@clack/prompts");
    const options = choices.map(({ value, hint }) => ({ value, label: value, hint }));
    const chosen = await select({ message: question, options, input, output });
    return isCancel(chosen) ? undefined : chosen;
  };
}
