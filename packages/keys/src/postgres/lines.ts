import { Failure } from "@relata/model";
import postgresJs, { type Sql } from "postgres";

/** How to get to a server. */
export interface LinesOptions {
  readonly url: string;
  readonly poolSize: number;
  /** How long a call waits for its answer. */
  readonly timeoutMs: number;
}

/** One connection to the server: a client of the driver that has no other. */
export interface Line {
  readonly client: Sql;
  /** Whether it was cut, or is not heard of. Then nothing more is said on it. */
  isLost: boolean;
}

/**
 * The connections, lent out one by one.
 *
 * Why not the driver's own pool: what it had still to say on a connection that was cut, it says first on the next, which then answers
 * nothing; and where it says it on none, it ends the process.
 */
export class Lines {
  readonly #options: LinesOptions;
  readonly #free: Line[];
  readonly #waiting = new Set<(line: Line) => void>();
  #isClosing = false;

  /** @throws Failure `store_unavailable` for a URL or options that are none */
  constructor(options: LinesOptions) {
    this.#options = options;
    this.#free = Array.from({ length: options.poolSize }, () => openLine(options));
  }

  /** Lends a line to the function. @throws Error where that takes too long, waiting for the line included */
  use<T>(run: (line: Line) => Promise<T>): Promise<T> {
    const { timeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      if (this.#isClosing) return reject(new Error("the keys are closed"));
      let giveUp = (): void => void this.#waiting.delete(take);
      const take = (free: Line): void => {
        const line = free.isLost ? this.#another(free) : free;
        giveUp = () => this.#cut(line);
        const end = (): void => {
          clearTimeout(timer);
          this.#giveBack(line);
        };
        run(line).then(resolve, reject).finally(end);
      };
      const timer = setTimeout(() => {
        giveUp();
        reject(new Error(`there was no answer within ${timeoutMs} ms`));
      }, timeoutMs);
      const free = this.#free.pop();
      if (free === undefined) this.#waiting.add(take);
      else take(free);
    });
  }

  /** The same, and nothing after it. */
  async once<T>(run: (line: Line) => Promise<T>): Promise<T> {
    try {
      return await this.use(run);
    } finally {
      await this.close();
    }
  }

  /** Waits for what is under way, which is not for long, and ends every connection. */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    for (let ended = 0; ended < this.#options.poolSize; ended++) {
      const line = this.#free.pop() ?? (await new Promise<Line>((take) => this.#waiting.add(take)));
      await line.client.end({ timeout: 5 });
    }
  }

  /** What waits on the line fails then, and the line comes back. */
  #cut(line: Line): void {
    line.isLost = true;
    line.client.end({ timeout: 0 }).catch(() => undefined);
  }

  #another(lost: Line): Line {
    this.#cut(lost);
    return openLine(this.#options);
  }

  /** To whoever has waited longest: a set keeps the order in which it was filled. */
  #giveBack(line: Line): void {
    const [take] = this.#waiting;
    if (take === undefined) this.#free.push(line);
    else {
      this.#waiting.delete(take);
      take(line);
    }
  }
}

const CONNECT_SECONDS = 10;

function openLine({ url }: LinesOptions): Line {
  try {
    const client = postgresJs(url, {
      max: 1,
      fetch_types: false,
      connect_timeout: CONNECT_SECONDS,
      // Why: by default it waits longer and longer before it connects again, up to 20 seconds.
      backoff: () => 0,
      // Why: by default it ends connections after half an hour or so, be it between two statements of a transaction.
      max_lifetime: null,
      onnotice: () => undefined,
      onclose: () => (line.isLost = true),
    });
    const line: Line = { client, isLost: false };
    return line;
  } catch {
    // Why without the text and the cause: they may hold a password.
    const message = "the URL of the database is none: write `postgres://user:password@host:5432/database`";
    throw new Failure("store_unavailable", message);
  }
}
