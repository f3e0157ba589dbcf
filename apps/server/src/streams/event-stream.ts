import { COMMENT, frameText, type Frame } from "./frame.ts";
import type { StreamSettings } from "./stream-settings.ts";

export interface StreamOptions extends Pick<StreamSettings, "heartbeatMs" | "stallMs"> {
  /** Asked for one frame after the other. What it returns is the last one. */
  readonly frames: AsyncGenerator<Frame, Frame>;
  /** Aborted when the stream is over, however it ended: whatever the frames wait for ends then. */
  readonly ending: AbortController;
  /** The last frame of a client that is cut, for the case that it reads once more. */
  readonly stalled: Frame;
  /** Frees the connection of a client that does not even take its last frame. */
  readonly cut: () => void;
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

/**
 * Frames as the body of an answer. A frame is asked for only once the connection has taken the one before: what a client does not
 * read waits in the database, and no more than a frame and the buffer of the socket are held for it. So a client that is cut has
 * lost nothing: it comes again with the id of the last event that it read.
 */
export function eventStream(options: StreamOptions): ReadableStream<Uint8Array> {
  const sending = new Sending(options);
  return new ReadableStream(
    { pull: (controller) => sending.pull(controller), cancel: () => sending.end() },
    { highWaterMark: 0 },
  );
}

class Sending {
  readonly #options: StreamOptions;
  readonly #encoder = new TextEncoder();
  #next: Promise<IteratorResult<Frame, Frame>> | undefined;
  /** Runs while the client has something to take. */
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isBegun = false;
  #isOver = false;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  async pull(controller: Controller): Promise<void> {
    clearTimeout(this.#patience);
    // Why at once: whoever waits for the head of the answer learns that it is heard.
    const next = this.#isBegun ? await this.#nextOrSilence() : undefined;
    this.#isBegun = true;
    if (this.#isOver) return;
    if (next?.done === true) {
      this.end();
      return this.#sendLast(controller, next.value);
    }
    this.#send(controller, next === undefined ? COMMENT : frameText(next.value));
    this.#patience = setTimeout(() => this.#giveUp(controller), this.#options.stallMs);
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#patience);
    const { ending, frames } = this.#options;
    ending.abort();
    // Why not waited for: a generator that waits for its next event ends behind it.
    void frames.return({ event: "end", data: {} });
  }

  #giveUp(controller: Controller): void {
    this.end();
    this.#sendLast(controller, this.#options.stalled);
  }

  #sendLast(controller: Controller, frame: Frame): void {
    this.#send(controller, frameText(frame));
    controller.close();
    const { cut, stallMs } = this.#options;
    setTimeout(cut, stallMs).unref();
  }

  #send(controller: Controller, text: string): void {
    controller.enqueue(this.#encoder.encode(text));
  }

  /** The next frame; undefined where there is none for too long: then the same one is waited for again. */
  async #nextOrSilence(): Promise<IteratorResult<Frame, Frame> | undefined> {
    this.#next ??= this.#options.frames.next();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.#options.heartbeatMs);
    });
    const next = await Promise.race([this.#next, silence]);
    clearTimeout(timer);
    if (next !== undefined) this.#next = undefined;
    return next;
  }
}
