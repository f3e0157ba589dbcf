import { setMaxListeners } from "node:events";
import { Server as NetServer, type AddressInfo, type Socket } from "node:net";
import { createServer, type Server, type ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Failure } from "@relata/model";
import { unstatedRoutes, type Routed } from "./access/stated.ts";
import { FairTurns } from "./fair-turns.ts";

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
  // Why no number: node drops those beyond it without a word, and what a proxy appends, as the client's address, comes last. Their
  // size is limited all the same.
  server.maxHeadersCount = 0;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const { signal } = closing;
  let serving: Served | undefined;
  const waiting: ((app: Served) => void)[] = [];
  const arriving = () => new Promise<Served>((resolve) => waiting.push(resolve));
  const answer = getRequestListener((request, env) => {
    const bindings = Object.assign(env as HttpBindings, { closing: signal });
    return serving === undefined
      ? arriving().then((app) => app.fetch(request, bindings))
      : serving.fetch(request, bindings);
  });
  const open: Open = new Map();
  server.on("connection", (socket: Socket) => {
    open.set(socket, undefined);
    socket.once("close", () => open.delete(socket));
  });
  const turns = new FairTurns();
  server.on("request", (request, response) => {
    const { socket } = request;
    if (signal.aborted) response.shouldKeepAlive = false;
    if (open.has(socket)) open.set(socket, response);
    response.on("close", () => {
      if (open.get(socket) === response) open.set(socket, undefined);
    });
    turns.run(() => void answer(request, response));
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
    close: () => (closed ??= stop(server, { closing, open, graceMs: serving === undefined ? 0 : graceMs })),
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

/**
 * Connections, each with the last answer under way on it. Why no set of answers: what comes and goes with each request leaves old tables of the
 * set behind, each of which keeps the next alive until the heap is swept, and with them all requests: a fifth of the time that one took.
 */
type Open = Map<Socket, ServerResponse | undefined>;

interface Stopping {
  readonly closing: AbortController;
  readonly open: Open;
  readonly graceMs: number;
}

/** What a client sent before it could know of the end is on its way for so long at the most. */
const DRAIN_MS = 250;

/**
 * Accepts no more connections. Those that are kept alive go with the next answer, which says so; and those that bring no request
 * by then. Why not at once, as node does it: a request that is on its way meanwhile would be lost.
 */
function stop(server: Server, { closing, open, graceMs }: Stopping): Promise<void> {
  closing.abort();
  for (const response of open.values()) if (response !== undefined) response.shouldKeepAlive = false;
  const drain = () => {
    server.close();
    for (const [socket, response] of open) {
      // Why: node counts those that were opened ahead of a request, and said nothing yet, as busy.
      if (socket.bytesRead === 0) socket.destroy();
      // Why: a stream told its client that its connection stays, when it began.
      response?.on("close", () => setImmediate(() => server.closeIdleConnections()));
    }
  };
  return new Promise((resolve) => {
    const draining = setTimeout(drain, Math.min(DRAIN_MS, graceMs));
    const overdue = setTimeout(() => server.closeAllConnections(), graceMs);
    NetServer.prototype.close.call(server, () => {
      clearTimeout(draining);
      clearTimeout(overdue);
      // Ends what node does for open connections.
      server.close();
      resolve();
    });
  });
}

function addressOf(server: Server): Pick<Bound, "url" | "port"> {
  const { address, family, port } = server.address() as AddressInfo;
  return { url: `http://${family === "IPv6" ? `[${address}]` : address}:${port}`, port };
}
