import { connect, type Socket } from "node:net";

/** One connection through a proxy: two sockets, each of which ends with the other. It begins stalled. */
export class Wire {
  readonly #client: Socket;
  readonly #upstream: Socket;
  #isStalled = true;

  constructor(client: Socket, target: URL, onTurn: () => void) {
    this.#client = client;
    this.#upstream = connect({ host: target.hostname, port: Number(target.port), noDelay: true, allowHalfOpen: true });
    this.#upstream.pause();
    client.setNoDelay(true);
    let isClientsTurn = true;
    this.#carry(client, this.#upstream, () => {
      if (isClientsTurn) onTurn();
      isClientsTurn = false;
    });
    this.#carry(this.#upstream, client, () => (isClientsTurn = true));
  }

  cut(): void {
    this.#client.destroy();
    this.#upstream.destroy();
  }

  stall(): void {
    this.#isStalled = true;
    this.#client.pause();
    this.#upstream.pause();
  }

  resume(): void {
    this.#isStalled = false;
    this.#client.resume();
    this.#upstream.resume();
  }

  #carry(from: Socket, to: Socket, onBytes: () => void): void {
    from.on("data", (bytes) => {
      onBytes();
      if (!to.write(bytes)) from.pause();
    });
    to.on("drain", () => {
      if (!this.#isStalled) from.resume();
    });
    // What was written before the end is still on its way; what came before an error is not worth sending.
    from.on("end", () => to.end());
    from.on("error", () => from.destroy());
    from.on("close", (hadError) => (hadError ? to.destroy() : to.end()));
  }
}
