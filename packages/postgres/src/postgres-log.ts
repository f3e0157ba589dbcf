import {
  checkLimit,
  parseToken,
  type ChangeLog,
  type ConsistencyToken,
  type EdgeRange,
  type LogPage,
  type NumberedWrite,
  type WindowEdge,
} from "@relata/store";
import type { Wish } from "./asked.ts";
import type { Engine } from "./engine.ts";
import { revisionPage } from "./revision-page.ts";
import type { Scope } from "./state.ts";
import { windowEdges } from "./window-edges.ts";

/** Of the server that is written to, and of what has its number there. */
const NUMBERED: Wish = { isNumbered: true, isHere: true };

/**
 * What was committed to one store of a database.
 *
 * A listener is woken when the sequencer of any process has numbered a write, which is at once where nobody else writes, and
 * within a fiftieth of a second otherwise; where that message is lost, or comes from a server that only follows, within a second.
 */
export class PostgresLog implements ChangeLog {
  readonly #engine: Engine;
  readonly #scope: Scope;

  constructor(engine: Engine, scope: Scope) {
    this.#engine = engine;
    this.#scope = scope;
  }

  /**
   * Where the last page is asked for while writes wait for their number, it waits for that as well. Cost: two round trips and
   * the end, and an index search for each revision.
   */
  async revisions(after: number, limit: number): Promise<LogPage> {
    checkLimit(limit);
    const { page, isPending } = await this.#page(after, limit);
    if (!page.isLast || !isPending) return page;
    await this.#engine.numbered();
    return (await this.#page(after, limit)).page;
  }

  /** Numbers what is committed first. Cost: one round trip where nothing waits for its number. */
  async newest(): Promise<number> {
    const { value } = await this.#engine.reading(this.#scope, NUMBERED, { of: ({ at = 0 }) => at });
    return value;
  }

  async numberOf(token: ConsistencyToken): Promise<number> {
    const wish = { consistency: { exactly: token }, isHere: true };
    const { value } = await this.#engine.reading(this.#scope, wish, { of: ({ at = 0 }) => at });
    return value;
  }

  /** Cost: a round trip where the write has no number yet. */
  async numberedWrite(token: ConsistencyToken): Promise<NumberedWrite | undefined> {
    const [transaction = 0] = parseToken(token).transactions;
    return this.#engine.numberedWrite(transaction);
  }

  /** Of writes that were committed before the call. Cost: of an index for starts and one for ends. */
  async edges(range: EdgeRange): Promise<readonly WindowEdge[]> {
    checkLimit(range.limit);
    const { value } = await this.#engine.reading(this.#scope, NUMBERED, (session, state) =>
      windowEdges(session, state, range),
    );
    return value;
  }

  async #page(after: number, limit: number): Promise<{ readonly page: LogPage; readonly isPending: boolean }> {
    const databaseId = await this.#engine.open();
    const { value } = await this.#engine.reading(this.#scope, { isHere: true }, async (session, scope, opened) => ({
      page: await revisionPage(session, scope, { databaseId, after, limit, opened }),
      isPending: (await opened).isPending,
    }));
    return value;
  }

  listen(wake: () => void): () => void {
    return this.#engine.listen(this.#scope.store, wake);
  }
}
