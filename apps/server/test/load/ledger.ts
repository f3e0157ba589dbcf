import type { Reply } from "./connection.ts";

/** Ends a round of a caller whose request had no answer, where it may have none. */
export class Away extends Error {}

/** What a request may be answered while something is amiss; `nobody`: no server is there, or it has just ended. */
export type Excuse = "503 store_unavailable" | "503 closed" | "nobody";

const NOBODY = /^(ECONNREFUSED|ECONNRESET|EPIPE)$/;
/** So many faults say what is wrong. */
const MOST_FAULTS = 20;

/** What came of a load. */
export class Ledger {
  /** Right answers, by what was asked. */
  readonly right = new Map<string, number>();
  /** What was excused, by what it was. */
  readonly excused = new Map<string, number>();
  /** Tokens of writes that were acknowledged and changed something. */
  readonly acknowledged = new Set<string>();
  /** Ids of requests that were answered, whatever the answer. */
  readonly answered = new Set<string>();
  #faults: string[] = [];
  #excuses: ReadonlySet<Excuse> = new Set();
  /** Grows whenever what is excused changes: a request belongs to the time in which it began, and to that in which it ended. */
  #times: ReadonlySet<Excuse>[] = [this.#excuses];

  /** From here on these are excused, and no others; requests that are under way keep their excuse. */
  excuse(...excuses: readonly Excuse[]): void {
    this.#excuses = new Set(excuses);
    this.#times.push(this.#excuses);
  }

  /** To be taken before a request is made. */
  begin(): number {
    return this.#times.length - 1;
  }

  /**
   * The body of a good answer.
   *
   * @throws Away where there is none, and where it is not right: what depends on it cannot be asked
   */
  judge(what: string, began: number, reply: Reply, isRight: (body: Readonly<Record<string, unknown>>) => boolean) {
    if (!("lost" in reply) && reply.status < 300) {
      if (isRight(reply.body)) {
        this.#count(this.right, what);
        return reply.body;
      }
      this.fault(`${what}: a wrong answer: ${JSON.stringify(reply.body)}`);
      throw new Away();
    }
    const said = "lost" in reply ? reply.lost : `${reply.status} ${String(reply.body["code"])}`;
    const excuse = NOBODY.test(said) ? "nobody" : said;
    if (this.isExcused(excuse, began) && !saysDecision(reply)) this.#count(this.excused, said);
    else this.fault(`${what}: ${said} ${"lost" in reply ? "" : JSON.stringify(reply.body)}`);
    throw new Away();
  }

  isExcused(said: string, began: number): boolean {
    return this.#times.slice(began).some((excuses) => excuses.has(said as Excuse));
  }

  fault(text: string): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(text);
  }

  /** What should not have been, since this was called last. */
  faults(): readonly string[] {
    return this.#faults.splice(0);
  }

  get total(): number {
    return [...this.right.values()].reduce((sum, count) => sum + count, 0);
  }

  #count(map: Map<string, number>, name: string): void {
    map.set(name, (map.get(name) ?? 0) + 1);
  }
}

/** No error is a decision. */
function saysDecision(reply: Reply): boolean {
  return !("lost" in reply) && /"(outcome|allowed|decision|results|entries)"/.test(JSON.stringify(reply.body));
}
