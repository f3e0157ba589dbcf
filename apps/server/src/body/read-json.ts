import { Problem } from "../problems/problem.ts";
import { readBody } from "./read-body.ts";

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * The body as JSON.
 *
 * @throws Problem `unsupported_media_type`, `body_too_large`, `invalid_json`
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  checkMediaType(request.headers);
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

/** @throws Problem `unsupported_media_type` */
export function checkMediaType(headers: Headers): void {
  const type = headers.get("content-type");
  if (type === null || !JSON_TYPE.test(type)) {
    const given = type === null ? "there is no `Content-Type`" : `not \`${type}\``;
    throw new Problem("unsupported_media_type", `send \`Content-Type: application/json\`: ${given}`);
  }
  const encoding = headers.get("content-encoding");
  if (encoding === null || encoding === "identity") return;
  throw new Problem("unsupported_media_type", `send the body as it is, without \`Content-Encoding: ${encoding}\``);
}
