import { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { Problem } from "../problems/problem.ts";
import type { ServerEnv } from "../server-env.ts";

/**
 * The bytes of the body: at once, where all of it is there. They are counted as they come, so that a body without `Content-Length`, or with one that
 * lies, never takes more memory than the limit; one that announces too much is refused unread.
 *
 * @throws Problem `body_too_large`; `invalid_json` where the client left before the end
 */
export function readBody({ req, env }: Context<ServerEnv>, limitBytes: number): Uint8Array | Promise<Uint8Array> {
  if (Number(req.raw.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const incoming = env?.incoming;
  // Why past the request: its stream is one over that of the socket, and together they cost as much as all that routing does.
  if (!isUntouched(incoming)) return readStream(req.raw.body, limitBytes);
  if (!incoming.complete) return readSocket(incoming, limitBytes);
  const body = new Body(limitBytes);
  const all = incoming.read() as Uint8Array | null;
  if (all !== null) body.add(all);
  return body.bytes;
}

/** Whether all of it is still to be read; what closed has no more events to tell of itself. */
function isUntouched(incoming: unknown): incoming is IncomingMessage {
  return incoming instanceof IncomingMessage && !incoming.readableDidRead && !incoming.destroyed;
}

function readSocket(incoming: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  const body = new Body(limitBytes);
  return new Promise((resolve, reject) => {
    let isOver = false;
    const take = (chunk: Uint8Array): void => {
      try {
        if (!isOver) body.add(chunk);
      } catch (error) {
        isOver = true;
        incoming.pause();
        reject(error);
      }
    };
    const end = (): void => {
      isOver = true;
      resolve(body.bytes);
    };
    // Why only then: it closes after each request, and to make an error of that takes long.
    const cut = (): void => {
      if (!isOver) reject(cutShort());
      isOver = true;
    };
    // Why they stay: to take them off takes as long as to set them, and the request goes with its answer.
    incoming.on("data", take).on("end", end).on("error", cut).on("close", cut);
  });
}

async function readStream(stream: ReadableStream<Uint8Array> | null, limitBytes: number): Promise<Uint8Array> {
  const body = new Body(limitBytes);
  const reader = stream?.getReader();
  if (reader === undefined) return body.bytes;
  for (;;) {
    const { done, value } = await next(reader);
    if (done) return body.bytes;
    body.add(value);
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch {
    throw cutShort();
  }
}

/** What has come so far. */
class Body {
  readonly #limitBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #sizeBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** @throws Problem `body_too_large` */
  add(chunk: Uint8Array): void {
    this.#sizeBytes += chunk.byteLength;
    if (this.#sizeBytes > this.#limitBytes) throw tooLarge(this.#limitBytes);
    this.#chunks.push(chunk);
  }

  get bytes(): Uint8Array {
    const [only] = this.#chunks;
    return this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks, this.#sizeBytes);
  }
}

/** Why a problem of the request: what breaks a stream is the client's leaving, which is no fault of the server. */
function cutShort(): Problem {
  return new Problem("invalid_json", "the body ended before its end");
}

/** The connection is closed after it: what the client still sends would be read as the next request. */
function tooLarge(limitBytes: number): Problem {
  return new Problem("body_too_large", `the body may have ${limitBytes} bytes at the most`, {
    headers: { connection: "close" },
  });
}
