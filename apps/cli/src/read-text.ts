import { closeSync, openSync, readSync } from "node:fs";

/** Why bytes are not text. */
export type NotText = "it holds a NUL byte" | "it is not UTF-8";

/**
 * The text of UTF-8, without a byte order mark, or why it is none. Nothing is repaired: a character that is silently
 * replaced could be part of an id.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly problem: NotText } {
  if (bytes.includes(0)) return { problem: "it holds a NUL byte" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: "it is not UTF-8" };
  }
}

/**
 * The bytes of a file, or undefined where it has more than `maxBytes`. Of a file of any size, of a pipe and of a device
 * that never ends, no more than that is read.
 *
 * @throws the error of the file system
 */
export function readAtMost(path: string, maxBytes: number): Uint8Array | undefined {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(maxBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    return length > maxBytes ? undefined : bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** All of a stream, because a character may be cut where one piece ends. */
export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
