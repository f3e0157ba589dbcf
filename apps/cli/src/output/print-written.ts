import type { ConsistencyToken } from "@relata/core";
import type { Session } from "../surroundings.ts";
import { toJson } from "./to-json.ts";

/** What a write did, for each kind of reader. */
export interface WrittenText {
  readonly token: ConsistencyToken;
  readonly data: unknown;
  /** Without the end of the line; nothing is printed of an empty one. */
  readonly sentence: string;
}

/** Prints what a write did: JSON, or a sentence; with `--token`, the token alone, so that a script can pass it on as it is. */
export function printWritten(
  { stdout, stderr }: Session,
  { token: isToken, json }: { readonly token?: true; readonly json?: true },
  { token, data, sentence }: WrittenText,
): void {
  const said = sentence === "" ? "" : `${sentence}\n`;
  if (json === true) stdout.write(toJson(data));
  else if (isToken === true) {
    stderr.write(said);
    stdout.write(`${token}\n`);
  } else stdout.write(said);
}
