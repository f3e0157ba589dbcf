import { Failure, type Instant } from "@relata/model";

/** How long a question may take. */
export interface PatienceInput {
  /** Ends the question with the failure `aborted`. */
  readonly signal?: AbortSignal;
  /** After so many milliseconds, by the clock of the engine, the question fails with `deadline_exceeded`. */
  readonly deadlineMs?: number;
}

/** What a timer can wait for. */
const MAX_DEADLINE_MS = 2 ** 31 - 1;

/** Questions to the graph between two looks at the clock. */
const BETWEEN_LOOKS = 64;

/** One caller's patience with one question, from its beginning on. An ended one stays ended. */
export class Patience {
  readonly signal: AbortSignal | undefined;
  readonly #deadlineMs: number | undefined;
  readonly #end: bigint | undefined;
  readonly #present: () => Instant;
  #looked = 0;

  /** @throws Failure `invalid_question` */
  constructor({ signal, deadlineMs }: PatienceInput, present: () => Instant) {
    checkSignal(signal);
    this.signal = signal;
    this.#deadlineMs = deadlineMs === undefined ? undefined : toDeadline(deadlineMs);
    this.#present = present;
    if (this.#deadlineMs !== undefined) this.#end = present() + BigInt(Math.ceil(this.#deadlineMs * 1e6));
  }

  /** Whether there is anything that could end it. */
  get isEndless(): boolean {
    return this.signal === undefined && this.#end === undefined;
  }

  /** @throws Failure `aborted`, `deadline_exceeded` */
  check(): void {
    if (this.signal?.aborted === true) throw aborted(this.signal);
    if (this.#end !== undefined && this.#present() >= this.#end) throw this.#late();
  }

  /** The same, for whoever calls it very often: looks only now and then. */
  glance(): void {
    if (this.#looked++ % BETWEEN_LOOKS === 0) this.check();
  }

  /**
   * What is waited for, unless patience ends before: nobody waits for it then, and how it ends is told nobody. A timer
   * stands in for the clock meanwhile, since nothing looks at a clock while a store does not answer.
   *
   * @throws Failure `aborted`, `deadline_exceeded`
   */
  async wait<T>(promise: Promise<T>): Promise<T> {
    if (this.isEndless) return promise;
    const { signal } = this;
    return new Promise<T>((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        settle();
      };
      const onAbort = (): void => end(() => reject(aborted(signal)));
      const timer = this.#atDeadline((late) => end(() => reject(late)));
      signal?.addEventListener("abort", onAbort);
      promise.then(
        (value) => end(() => resolve(value)),
        (error: Error) => end(() => reject(error)),
      );
    });
  }

  #atDeadline(tell: (late: Failure) => void): ReturnType<typeof setTimeout> | undefined {
    if (this.#end === undefined) return undefined;
    const left = Number(this.#end - this.#present()) / 1e6;
    return setTimeout(() => tell(this.#late()), Math.max(0, left));
  }

  #late(): Failure {
    const ms = this.#deadlineMs ?? 0;
    const message = `the question was not answered within its deadline of ${ms.toLocaleString("en")} ms`;
    return new Failure("deadline_exceeded", message, { details: { deadlineMs: ms } });
  }
}

/** @throws Failure `aborted` where the signal has fired */
export function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted(signal);
}

/** @throws Failure `invalid_question` for what is no signal: it would end nothing */
export function checkSignal(signal: unknown): void {
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw new Failure("invalid_question", "`signal` must be an `AbortSignal`");
}

function aborted(signal: AbortSignal | undefined): Failure {
  return new Failure("aborted", "the signal that was given with the question ended it", { cause: signal?.reason });
}

/** @throws Failure `invalid_question` */
export function toDeadline(ms: unknown): number {
  if (typeof ms === "number" && ms >= 0 && ms <= MAX_DEADLINE_MS) return ms;
  throw new Failure("invalid_question", `\`deadlineMs\` is a number of milliseconds, from 0 to ${MAX_DEADLINE_MS}`);
}
