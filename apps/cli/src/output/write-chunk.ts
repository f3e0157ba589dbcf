import type { Output } from "../surroundings.ts";

/**
 * Writes text, and waits until there is room for more: a reader that is slow bounds what is held. Answers whether anybody
 * reads on.
 */
export async function writeChunk(output: Output, text: string): Promise<boolean> {
  if (isLeft(output)) return false;
  if (output.write(text) === false) await untilDrained(output);
  return !isLeft(output);
}

function isLeft({ destroyed }: Output): boolean {
  return destroyed === true;
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
