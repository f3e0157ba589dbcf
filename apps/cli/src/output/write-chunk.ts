import type { Output, Surroundings } from "../surroundings.ts";

/**
 * Writes text on standard output, and waits until there is room for more: a reader that is slow bounds what is held. Answers
 * whether anybody reads on.
 */
export async function writeChunk({ stdout, isRead = () => true }: Surroundings, text: string): Promise<boolean> {
  if (isRead() && stdout.write(text) === false) await untilDrained(stdout);
  return isRead();
}

function untilDrained(output: Output): Promise<void> {
  return new Promise((resolve) => {
    const events = ["drain", "close", "error"];
    const done = (): void => {
      for (const event of events) output.off?.(event, done);
      resolve();
    };
    if (output.once === undefined) return resolve();
    for (const event of events) output.once(event, done);
  });
}
