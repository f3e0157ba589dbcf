import { compareText, formatTuple } from "@relata/model";
import type { PageCursor, PageOptions } from "../paging.ts";
import type { Store, TupleFilter } from "../store.ts";
import { agree } from "./agree.ts";
import { attributesText } from "./observe.ts";
import { hasFailed, outcome } from "./outcome.ts";

/** What is listed: tuples that match, or attributes where there is no filter. */
export interface Listed {
  readonly filter: TupleFilter | undefined;
  readonly limit: number;
}

/** A list that is read page by page from two stores, in step. */
export class Walk {
  readonly #sides: readonly Side[];

  constructor(stores: readonly Store[], listed: Listed) {
    this.#sides = stores.map((store) => new Side(store, listed));
  }

  /** Reads one more page of each. True where that was the last. */
  async step(): Promise<boolean> {
    for (const side of this.#sides) await side.step();
    const [mine, theirs] = this.#sides.map((side) => side.state());
    agree(mine, theirs);
    return mine?.isOver ?? true;
  }

  async finish(): Promise<void> {
    while (!(await this.step()));
  }
}

class Side {
  readonly #store: Store;
  readonly #listed: Listed;
  readonly #lines: string[] = [];
  #next: PageCursor | undefined;
  #isOver = false;
  #failed: string | undefined;

  constructor(store: Store, listed: Listed) {
    this.#store = store;
    this.#listed = listed;
  }

  async step(): Promise<void> {
    const page = await outcome(() => this.#page());
    if (hasFailed(page)) {
      this.#failed = page.failed;
      this.#isOver = true;
      return;
    }
    this.#lines.push(...page.lines);
    this.#next = page.next;
    this.#isOver = page.next === undefined;
  }

  /** How many lines there were, and once it is over which: stores list in orders of their own. */
  state() {
    const lines = this.#isOver && this.#failed === undefined ? [...this.#lines].sort(compareText) : this.#lines.length;
    return { lines, isOver: this.#isOver, failed: this.#failed };
  }

  async #page(): Promise<{ readonly lines: readonly string[]; readonly next: PageCursor | undefined }> {
    const { filter, limit } = this.#listed;
    const options: PageOptions = { limit, ...(this.#next !== undefined && { after: this.#next }) };
    if (filter === undefined) {
      const { attributes, next } = await this.#store.attributes(options);
      return { lines: attributes.map(attributesText), next };
    }
    const { tuples, next } = await this.#store.tuples(filter, options);
    return { lines: tuples.map(formatTuple), next };
  }
}
