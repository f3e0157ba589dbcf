import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { Surroundings } from "../surroundings.ts";
import { systemReason, usageError } from "../usage-error.ts";

/** What messages call a file. */
export function shownPath(path: string): string {
  return path === "-" ? "standard input" : path;
}

/**
 * The text of a file, `-` being standard input, in chunks, so that no more than one is held. Nothing is repaired: a
 * character that is silently replaced could be part of an id.
 *
 * @param onBytes told of the length of each chunk in bytes
 * @throws CommanderError for a file that cannot be read, or is not text
 */
export async function* readChunks(
  { stdin, cwd }: Surroundings,
  path: string,
  onBytes: (count: number) => void,
): AsyncGenerator<string, void, undefined> {
  const shown = shownPath(path);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw notText(shown, "it is not UTF-8");
    }
  };
  for await (const bytes of readable(path === "-" ? stdin : bytesOf(resolve(cwd, path)), shown)) {
    if (bytes.includes(0)) throw notText(shown, "it holds a NUL byte");
    onBytes(bytes.length);
    yield decode(bytes);
  }
  yield decode();
}

function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path) as AsyncIterable<Uint8Array>;
}

async function* readable(bytes: AsyncIterable<Uint8Array>, shown: string): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await next(iterator, shown);
      if (done === true) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function next(iterator: AsyncIterator<Uint8Array>, shown: string): Promise<IteratorResult<Uint8Array>> {
  try {
    return await iterator.next();
  } catch (error) {
    throw usageError(`the facts in ${shown} cannot be read: ${systemReason(error)}`);
  }
}

function notText(shown: string, problem: string) {
  return usageError(`${shown} is not a file of facts: ${problem}`);
}
