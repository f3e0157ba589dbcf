import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Failure, type CheckItem } from "@relata/core";
import { isJsonObject } from "@relata/model";
import { decodeText, readAll } from "./read-text.ts";
import type { Surroundings } from "./surroundings.ts";
import { systemReason, usageError } from "./usage-error.ts";

/**
 * The questions of a file, one a line: `user:ann view folder:plans`, or JSON with `subject`, `permission`, `object`, and
 * `resource` and `context` where wanted. Empty lines, and those that begin with `//`, are passed over; `-` is standard
 * input.
 *
 * @throws Failure `invalid_question` for a line that is no question; CommanderError for a file that cannot be read
 */
export async function readBatch({ stdin, cwd }: Surroundings, path: string): Promise<readonly CheckItem[]> {
  const bytes = path === "-" ? await readAll(stdin) : readFile(resolve(cwd, path), path);
  const decoded = decodeText(bytes);
  if ("problem" in decoded) throw usageError(`${path} is not a file of questions: ${decoded.problem}`);
  return decoded.text.split("\n").flatMap((line, i) => {
    const text = line.trim();
    return text === "" || text.startsWith("//") ? [] : [toItem(text, i + 1)];
  });
}

/** What it asks about is judged with the others, when they are answered. */
function toItem(text: string, line: number): CheckItem {
  const item = text.startsWith("{") ? fromJson(text) : fromWords(text);
  if (item !== undefined) return item;
  const forms = '`user:ann view folder:plans`, or `{"subject": …, "permission": …, "object": …}`';
  throw new Failure("invalid_question", `line ${line} is no question: write ${forms}`, { details: { line } });
}

function fromJson(text: string): CheckItem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? (value as unknown as CheckItem) : undefined;
  } catch {
    return undefined;
  }
}

function fromWords(text: string): CheckItem | undefined {
  const [subject = "", permission = "", object, ...more] = text.split(/\s+/);
  return object === undefined || more.length > 0 ? undefined : { subject, permission, object };
}

function readFile(path: string, shown: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw usageError(`the questions in ${shown} cannot be read: ${systemReason(error)}`);
  }
}
