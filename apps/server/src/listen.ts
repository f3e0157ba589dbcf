import { setMaxListeners } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer, type Server } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Failure } from "@relata/model";
import { unstatedRoutes, type Routed } from "./access/stated.ts";

/** An application of Hono. */
export interface Served extends Routed {
  fetch(request: Request, env?: HttpBindings & { readonly closing: AbortSignal }): Response | Promise<Response>;
}

export interface ListenOptions {
  readonly app: Served;
  readonly host: string;
  /** 0 takes any port that is free. */
  readonly port: number;
  /** How long requests may still run after `close`: 10,000 unless given. */
  readonly graceMs?: number;
  /** How long a client may take to send a whole request: 30,000 unless given. */
  readonly requestTimeoutMs?: number;
}

export interface Listening {
  /** `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Accepts no more, ends streams, and ends itself once every request under way is answered, or the grace is over. */
  close(): Promise<void>;
}

/** Longer than balancers keep a connection that is idle, so that none sends a request to one that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

const MAX_HEADER_BYTES = 16_384;

/**
 * Serves the application over HTTP. Rejects with the error of the system where the address cannot be had.
 *
 * @throws Failure `invalid_settings` where a route does not say who may call it: what nobody thought about is closed
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { app, host, port, graceMs = 10_000, requestTimeoutMs = 30_000 } = options;
  checkStated(app);
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    // Why so often: node looks for requests that are too slow at this interval, and thirty seconds would be as many again.
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 1_000),
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  // Why no number: node drops those beyond it without a word, and what a proxy appends, as the client's address, comes last. Their
  // size is limited all the same.
  server.maxHeadersCount = 0;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const { signal } = closing;
  const answer = getRequestListener((request, env) =>
    app.fetch(request, { ...(env as HttpBindings), closing: signal }),
  );
  server.on("request", (request, response) => {
    // Why: a connection that is kept alive would hold up a closing server until it times out.
    response.on("close", () => setImmediate(() => server.listening || server.closeIdleConnections()));
    void answer(request, response);
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await listening(server, host, port);
  let closed: Promise<void> | undefined;
  return { url: urlOf(server), close: () => (closed ??= stop(server, { closing, sockets, graceMs })) };
}

function checkStated(app: Routed): void {
  const unstated = unstatedRoutes(app);
  if (unstated.length === 0) return;
  throw new Failure(
    "invalid_settings",
    `nobody said who may call \`${unstated.join("`, `")}\`: put \`access.admit(…)\` or \`access.open(…)\` before each handler`,
  );
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

interface Stopping {
  readonly closing: AbortController;
  readonly sockets: ReadonlySet<Socket>;
  readonly graceMs: number;
}

function stop(server: Server, { closing, sockets, graceMs }: Stopping): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    const overdue = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(overdue);
      resolve();
    });
    server.closeIdleConnections();
    // Why: node counts those that were opened ahead of a request, and said nothing yet, as busy.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
