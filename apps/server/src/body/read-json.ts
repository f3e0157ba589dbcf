import { checkMediaType } from "./media-type.ts";
import { Problem } from "../problems/problem.ts";
import { readBody } from "./read-body.ts";

/**
 * The body as JSON.
 *
 * @throws Problem `unsupported_media_type`, `body_too_large`, `invalid_json`
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  checkMediaType(request.headers, "application/json");
  return parseJson(await readBody(request, limitBytes));
}

function parseJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("invalid_json", text === "" ? "the body is empty" : "the body is not JSON");
  }
}

/** @throws Problem `invalid_json` for bytes that are not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid_json", "the body is not JSON: it is not UTF-8");
  }
}
