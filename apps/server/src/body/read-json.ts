import { Problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * The body as JSON.
 *
 * @throws Problem `unsupported_media_type`, `body_too_large`, `invalid_json`
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  checkMediaType(request.headers);
  const bytes = await readBody(request, limitBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "" : ": it is not UTF-8";
    throw new Problem("invalid_json", bytes.byteLength === 0 ? "the body is empty" : `the body is not JSON${reason}`);
  }
}

function checkMediaType(headers: Headers): void {
  const type = headers.get("content-type");
  if (type === null || !JSON_TYPE.test(type)) {
    const given = type === null ? "there is no `Content-Type`" : `not \`${type}\``;
    throw new Problem("unsupported_media_type", `send \`Content-Type: application/json\`: ${given}`);
  }
  const encoding = headers.get("content-encoding");
  if (encoding === null || encoding === "identity") return;
  throw new Problem("unsupported_media_type", `send the body as it is, without \`Content-Encoding: ${encoding}\``);
}
