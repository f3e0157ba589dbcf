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

/** What is unless it is given. */
export interface ListenLimits {
  /** How long requests may still run after `close`: 10,000. */
  readonly graceMs: number;
  /** How long a client may take to send a whole request: 30,000. */
  readonly requestTimeoutMs: number;
  /** Bytes that the head of a request may have, refused with 431: 16,384. */
  readonly maxHeaderBytes: number;
}

export const LISTEN_LIMITS: ListenLimits = { graceMs: 10_000, requestTimeoutMs: 30_000, maxHeaderBytes: 16_384 };

export interface BindOptions extends Partial<ListenLimits> {
  readonly host: string;
  /** 0 takes any port that is free. */
  readonly port: number;
}

export interface ListenOptions extends BindOptions {
  readonly app: Served;
}

export interface Listening {
  /** `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Accepts no more, ends streams, and ends itself once every request under way is answered, or the grace is over. */
  close(): Promise<void>;
}

/** Longer than balancers keep a connection that is idle, so that none sends a request to one that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/** An address that is had. Requests that come before there is an application wait for it. */
export interface Bound extends Listening {
  readonly port: number;
  /** @throws Failure `invalid_settings` where a route does not say who may call it: what nobody thought about is closed */
  serve(app: Served): void;
}

/**
 * Serves the application over HTTP. Rejects with the error of the system where the address cannot be had.
 *
 * @throws Failure as `Bound.serve`
 */
export async function listen({ app, ...options }: ListenOptions): Promise<Listening> {
  checkStated(app);
  const bound = await bind(options);
  bound.serve(app);
  return bound;
}

/** The same before there is an application: for one that is to know its address. */
export async function bind(options: BindOptions): Promise<Bound> {
  const { host, port, graceMs, requestTimeoutMs, maxHeaderBytes } = { ...LISTEN_LIMITS, ...options };
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    // Why so often: node looks for requests that are too slow at this interval, and thirty seconds would be as many again.
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 1_000),
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: maxHeaderBytes,
  });
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const { signal } = closing;
  let serving: Served | undefined;
  const waiting: ((app: Served) => void)[] = [];
  const arriving = () => new Promise<Served>((resolve) => waiting.push(resolve));
  const answer = getRequestListener(async (request, env) =>
    (serving ?? (await arriving())).fetch(request, { ...(env as HttpBindings), closing: signal }),
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
  return {
    ...addressOf(server),
    serve: (app) => {
      checkStated(app);
      serving = app;
      for (const resolve of waiting.splice(0)) resolve(app);
    },
    // What nobody will answer is not waited for.
    close: () => (closed ??= stop(server, { closing, sockets, graceMs: serving === undefined ? 0 : graceMs })),
  };
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

function addressOf(server: Server): Pick<Bound, "url" | "port"> {
  const { address, family, port } = server.address() as AddressInfo;
  return { url: `http://${family === "IPv6" ? `[${address}]` : address}:${port}`, port };
}
