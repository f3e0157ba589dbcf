import { NOTHING_OPEN, type Asking } from "./asking.ts";
import { ALLOWED, DENIED, UNSURE, type Verdict } from "./verdict.ts";

/** Whether the subject of the question holds something on the object. */
export type Holds = (object: number) => Verdict;

/** How deep names may lead to names, on the native stack; beyond, the resolver is asked, which has no such end. */
const DEEPEST = 300;

/** So many visits of names, and the resolver is asked: what it has settled it never visits again. */
export const MOST_VISITS = 10_000;

/** In the low bits of a mark; the rest is the number of the question. */
const OPEN = 0;
const SETTLED_DENIED = 1;
const SETTLED_ALLOWED = 2;
const SETTLED_UNSURE = 3;
const BITS = 2;

/** Questions after which all marks are forgotten, so that no number comes twice. */
export const MOST_QUESTIONS = 2 ** 29 - 1;

/**
 * A relation or permission of a type, by its name: where expressions meet themselves again.
 *
 * Law: the least fixpoint, as the resolver finds it. A name that is met while it is open counts as denied, which is right for
 * whoever opened it first; what is not allowed on such a ground is not kept, since elsewhere it may be. What is allowed has a proof, and is
 * kept. (Tarjan 1972 has the same lowest open place.)
 */
export class Named {
  /** Set once the expression is compiled: it may lead back here. */
  holds: Holds = () => UNSURE;
  readonly #asking: Asking;
  /** By object the mark, and how deep it stands while it is open, side by side. */
  #marks = new Int32Array(32);

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Bytes of the marks: of every object up to the highest that was asked about. */
  get bytes(): number {
    return this.#marks.byteLength;
  }

  forget(): void {
    this.#marks.fill(0);
  }

  readonly ask: Holds = (object) => {
    const asking = this.#asking;
    const at = object * 2;
    if (at >= this.#marks.length) this.#reach(at);
    const mark = this.#marks[at] as number;
    if (mark >> BITS === asking.number) return this.#again(mark & 3, at);
    if (asking.depth === DEEPEST || ++asking.visits > MOST_VISITS) return UNSURE;
    const depth = ++asking.depth;
    const before = asking.lowest;
    const number = asking.number << BITS;
    asking.lowest = NOTHING_OPEN;
    this.#marks[at] = number | OPEN;
    this.#marks[at + 1] = depth;
    const verdict = this.holds(object);
    asking.depth = depth - 1;
    if (verdict !== ALLOWED && asking.lowest < depth) {
      this.#marks[at] = 0;
      if (before < asking.lowest) asking.lowest = before;
      return verdict;
    }
    this.#marks[at] =
      number | (verdict === ALLOWED ? SETTLED_ALLOWED : verdict === DENIED ? SETTLED_DENIED : SETTLED_UNSURE);
    asking.lowest = before;
    return verdict;
  };

  #again(state: number, at: number): Verdict {
    if (state === SETTLED_ALLOWED) return ALLOWED;
    if (state === SETTLED_DENIED) return DENIED;
    if (state === SETTLED_UNSURE) return UNSURE;
    const depth = this.#marks[at + 1] as number;
    if (depth < this.#asking.lowest) this.#asking.lowest = depth;
    return DENIED;
  }

  #reach(at: number): void {
    const larger = new Int32Array(Math.max(at + 2, this.#marks.length * 2));
    larger.set(this.#marks);
    this.#marks = larger;
  }
}
