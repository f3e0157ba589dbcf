/** A node on the path of the search, and which of its successors comes next. */
interface Frame<T> {
  readonly node: T;
  readonly next: Iterator<T>;
}

/**
 * The strongly connected components of a graph, numbered: two nodes have one number exactly when each reaches the other
 * (Tarjan 1972, with a stack of its own, since a chain may be as long as the model). Cost: linear in nodes and edges.
 */
export function strongComponents<T>(nodes: Iterable<T>, successors: (node: T) => Iterable<T>): ReadonlyMap<T, number> {
  const search = new Search(successors);
  for (const node of nodes) search.from(node);
  return search.components;
}

/** One search over the graph. A node is open from `#enter` to `#leave`; its component is known once that is closed. */
class Search<T> {
  readonly components = new Map<T, number>();
  readonly #successors: (node: T) => Iterable<T>;
  readonly #order = new Map<T, number>();
  /** The earliest node on the stack that a node reaches. */
  readonly #low = new Map<T, number>();
  readonly #stack: T[] = [];
  readonly #path: Frame<T>[] = [];
  #count = 0;

  constructor(successors: (node: T) => Iterable<T>) {
    this.#successors = successors;
  }

  /** Visits all that the node reaches and has not been visited. */
  from(start: T): void {
    if (this.#order.has(start)) return;
    this.#enter(start);
    for (let frame = this.#path.at(-1); frame !== undefined; frame = this.#path.at(-1)) {
      const { value, done } = frame.next.next();
      if (done === true) this.#leave(frame.node);
      else if (!this.#order.has(value)) this.#enter(value);
      else if (!this.components.has(value)) this.#lower(frame.node, this.#order.get(value) ?? 0);
    }
  }

  #enter(node: T): void {
    const order = this.#order.size;
    this.#order.set(node, order);
    this.#low.set(node, order);
    this.#stack.push(node);
    this.#path.push({ node, next: this.#successors(node)[Symbol.iterator]() });
  }

  /** A node that reaches nothing older than itself closes its component: all that is above it on the stack. */
  #leave(node: T): void {
    this.#path.pop();
    const low = this.#low.get(node) ?? 0;
    const parent = this.#path.at(-1);
    if (parent !== undefined) this.#lower(parent.node, low);
    if (low !== this.#order.get(node)) return;
    for (let member = this.#stack.pop(); member !== undefined; member = this.#stack.pop()) {
      this.components.set(member, this.#count);
      if (member === node) break;
    }
    this.#count++;
  }

  #lower(node: T, order: number): void {
    this.#low.set(node, Math.min(this.#low.get(node) ?? order, order));
  }
}
