import { Problem } from "../problems/problem.ts";

/** What bodies are written in, all of them in UTF-8. */
const PATTERNS = {
  "application/json": /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i,
  "application/x-www-form-urlencoded": /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i,
} as const;

/** @throws Problem `unsupported_media_type` */
export function checkMediaType(headers: Headers, wanted: keyof typeof PATTERNS): void {
  const type = headers.get("content-type");
  if (type === null || !PATTERNS[wanted].test(type)) {
    const given = type === null ? "there is no `Content-Type`" : `not \`${type}\``;
    throw new Problem("unsupported_media_type", `send \`Content-Type: ${wanted}\`: ${given}`);
  }
  const encoding = headers.get("content-encoding");
  if (encoding === null || encoding === "identity") return;
  throw new Problem("unsupported_media_type", `send the body as it is, without \`Content-Encoding: ${encoding}\``);
}
