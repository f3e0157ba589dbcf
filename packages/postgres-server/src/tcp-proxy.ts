import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Wire } from "./wire.ts";

/** A wire between a client and a server that a test can count on, and break. It knows nothing of what is said on it. */
export class TcpProxy {
  /** The target's URL, through the proxy. */
  readonly url: string;
  readonly port: number;
  readonly #server: Server;
  readonly #wires = new Set<Wire>();
  readonly #target: URL;
  #turns = 0;
  #isStalled = false;

  private constructor(target: URL, server: Server) {
    this.#target = target;
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    const url = new URL(target);
    url.hostname = "127.0.0.1";
    url.port = String(this.port);
    this.url = url.href;
    server.on("connection", (client) => this.#connect(client));
  }

  static async open(target: string): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true, allowHalfOpen: true });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TcpProxy(new URL(target), server);
  }

  /** How often a client has spoken after the server had: each is a journey that somebody may have waited for. */
  get turns(): number {
    return this.#turns;
  }

  get connections(): number {
    return this.#wires.size;
  }

  /** Ends every connection without a word. New ones are as they were. */
  cut(): void {
    for (const wire of this.#wires) wire.cut();
  }

  /** From here on no byte passes, either way, and no connection ends: the silence of a network that is gone. */
  stall(): void {
    this.#isStalled = true;
    for (const wire of this.#wires) wire.stall();
  }

  /** From here on nobody listens: a new connection is refused by the system. Those that are there stay. */
  refuse(): void {
    this.#server.close();
  }

  /** Undoes `stall` and `refuse`: what was held back goes on its way. */
  async resume(): Promise<void> {
    this.#isStalled = false;
    for (const wire of this.#wires) wire.resume();
    if (this.#server.listening) return;
    this.#server.listen(this.port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  /** Ends it for good. */
  close(): void {
    this.refuse();
    this.cut();
  }

  #connect(client: Socket): void {
    const wire = new Wire(client, this.#target, () => this.#turns++);
    this.#wires.add(wire);
    client.once("close", () => this.#wires.delete(wire));
    if (!this.#isStalled) wire.resume();
  }
}

/** Opens a proxy before whatever listens at the host and port of a URL, now or later. */
export function tcpProxy(target: string): Promise<TcpProxy> {
  return TcpProxy.open(target);
}
