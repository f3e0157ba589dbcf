import { Problem } from "../problems/problem.ts";

/** @throws Problem `invalid_json` for bytes that are not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid_json", "the body is not JSON: it is not UTF-8");
  }
}
