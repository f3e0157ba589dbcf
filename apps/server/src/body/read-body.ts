import { Problem } from "../problems/problem.ts";

/**
 * The bytes of the body. They are counted as they come, so that a body without `Content-Length`, or with one that
 * lies, never takes more memory than the limit; one that announces too much is refused unread.
 *
 * @throws Problem `body_too_large`; `invalid_json` where the client left before the end
 */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await next(reader);
    if (done) return joined(chunks, sizeBytes);
    sizeBytes += value.byteLength;
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
    chunks.push(value);
  }
}

/** Why a problem of the request: what breaks a stream is the client's leaving, which is no fault of the server. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch {
    throw new Problem("invalid_json", "the body ended before its end");
  }
}

function joined(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const all = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}

/** The connection is closed after it: what the client still sends would be read as the next request. */
function tooLarge(limitBytes: number): Problem {
  return new Problem("body_too_large", `the body may have ${limitBytes} bytes at the most`, {
    headers: { connection: "close" },
  });
}
