import type { WriteStream } from "node:tty";

/** So often a line is written where it cannot be written over. */
const PLAIN_EVERY_MS = 15_000;

/** Says on standard error what is being measured: one line that changes on a terminal, and lines now and then elsewhere. */
export class Progress {
  readonly #stream: WriteStream;
  #what = "";
  #saidAt = 0;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  begin(what: string): void {
    this.#what = what;
    this.#saidAt = performance.now();
    this.say("…");
    if (!this.#stream.isTTY) this.#stream.write(`${what} …\n`);
  }

  say(doing: string): void {
    if (this.#stream.isTTY) {
      const line = `${this.#what}: ${doing}`.slice(0, this.#stream.columns - 1);
      this.#stream.write(`\r\u001b[K${line}`);
    } else if (performance.now() - this.#saidAt > PLAIN_EVERY_MS) {
      this.#saidAt = performance.now();
      this.#stream.write(`${this.#what}: ${doing}\n`);
    }
  }

  end(how: string): void {
    this.#stream.write(`${this.#stream.isTTY ? "\r\u001b[K" : ""}${this.#what}: ${how}\n`);
  }
}
