import { Failure } from "@relata/core";
import { MAX_FILE_BYTES } from "@relata/language";
import { readAtMost } from "./read-text.ts";
import { systemReason } from "./usage-error.ts";

/**
 * The bytes of one model file.
 *
 * @throws Failure `model_unreadable` where it is missing or too large
 */
export function readModelBytes(path: string, shown: string): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    bytes = readAtMost(path, MAX_FILE_BYTES);
  } catch (cause) {
    throw new Failure("model_unreadable", `\`${shown}\` cannot be read: ${systemReason(cause)}`, { cause });
  }
  if (bytes !== undefined) return bytes;
  const most = MAX_FILE_BYTES.toLocaleString("en");
  throw new Failure(
    "model_unreadable",
    `\`${shown}\` has more than ${most} bytes, which are the most: part the model with \`import\``,
  );
}
