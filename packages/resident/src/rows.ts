import { grown, share } from "./int-arrays.ts";

/** Words before the values of a row: how many it has, how many have room, and how many of the first are in order. */
const HEAD = 3;
const COUNT = 0;
const ROOM = 1;
const ORDERED = 2;

/** So many values may stand behind the ordered ones before a search puts them in order. */
const LONGEST_TAIL = 16;

/** Steps of walking two rows together that one search costs. */
const WORTH_A_SEARCH = 8;

/**
 * For each small integer a set of such integers, in typed arrays.
 *
 * Layout: the head of a key is 0 where the set is empty, `-value - 1` where it has one value, and else where its row begins in
 * the pool. Most sets have one value, and so cost four bytes. Values that are appended stand as they came behind the ordered
 * ones, and are put in order by the next search: a million are sorted once.
 */
export class Rows {
  #pool = new Int32Array(64);
  #heads = new Int32Array(16);
  /** Where the pool ends. Why from 1: 0 says that there is no row. */
  #end = 1;
  /** Rows that nobody uses, by their room. */
  readonly #free = new Map<number, number[]>();
  #size = 0;

  /** Values of all sets. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of the arrays. */
  get bytes(): number {
    return this.#heads.byteLength + this.#pool.byteLength;
  }

  /** What stands for the set of the key: see the layout. */
  head(key: number): number {
    return key < this.#heads.length ? (this.#heads[key] as number) : 0;
  }

  count(key: number): number {
    return this.countAt(this.head(key));
  }

  /** How many values the set has that this head stands for. */
  countAt(head: number): number {
    return head > 0 ? this.#word(head + COUNT) : head < 0 ? 1 : 0;
  }

  /** One of the values, by its place below `count`; in no order. Cost: constant. */
  at(key: number, place: number): number {
    const head = this.head(key);
    return head > 0 ? this.#word(head + HEAD + place) : -head - 1;
  }

  /** Cost: the logarithm of the count. */
  has(key: number, value: number): boolean {
    return this.holds(this.head(key), value);
  }

  /** Whether the value is in the set that this head stands for. */
  holds(head: number, value: number): boolean {
    return head > 0 ? this.#place(head, value) >= 0 : head === -value - 1;
  }

  /** Whether two sets have a value in common. Cost: of the smaller times the logarithm of the larger, or of both together. */
  meets(head: number, others: Rows, other: number): boolean {
    if (head <= 0) return head < 0 && others.holds(other, -head - 1);
    if (other <= 0) return other < 0 && this.holds(head, -other - 1);
    const count = this.#word(head + COUNT);
    const there = others.#word(other + COUNT);
    if (Math.min(count, there) * WORTH_A_SEARCH > count + there) return this.#shares(head, count, others, other, there);
    if (count > there) return others.meets(other, this, head);
    for (let i = 0; i < count; i++) if (others.#place(other, this.#word(head + HEAD + i)) >= 0) return true;
    return false;
  }

  /** Whether the value is new. Cost: of moving what stands behind it. */
  add(key: number, value: number): boolean {
    if (this.has(key, value)) return false;
    this.append(key, value);
    const head = this.head(key);
    if (head > 0) this.#settle(head);
    return true;
  }

  /** The least value of the set that this head of a row stands for. */
  leastAt(head: number): number {
    this.#inOrder(head);
    return this.#word(head + HEAD);
  }

  /** Adds a value that is known to be new, without a search: for many at once. */
  append(key: number, value: number): void {
    this.#size++;
    if (key >= this.#heads.length) this.#heads = grown(this.#heads, key + 1);
    const head = this.#heads[key] as number;
    if (head === 0) this.#heads[key] = -value - 1;
    else this.#push(head > 0 ? this.#roomy(key, head) : this.#rowOf(key, -head - 1), value);
  }

  /** Whether the value was there. */
  delete(key: number, value: number): boolean {
    const head = this.head(key);
    if (head <= 0) {
      if (head !== -value - 1) return false;
      this.#heads[key] = 0;
    } else {
      const place = this.#place(head, value);
      if (place < 0) return false;
      this.#remove(key, head, place);
    }
    this.#size--;
    return true;
  }

  /** Empties the set of the key. */
  clear(key: number): void {
    const head = this.head(key);
    if (head === 0) return;
    this.#size -= this.countAt(head);
    if (head > 0) this.#give(head, this.#word(head + ROOM));
    this.#heads[key] = 0;
  }

  /** Empties all sets. */
  reset(): void {
    [this.#pool, this.#heads] = [new Int32Array(64), new Int32Array(16)];
    this.#free.clear();
    this.#end = 1;
    this.#size = 0;
  }

  #word(at: number): number {
    return this.#pool[at] as number;
  }

  #push(row: number, value: number): void {
    const count = this.#word(row + COUNT);
    const isInOrder = this.#word(row + ORDERED) === count && this.#word(row + HEAD + count - 1) < value;
    if (isInOrder) this.#pool[row + ORDERED] = count + 1;
    this.#pool[row + HEAD + count] = value;
    this.#pool[row + COUNT] = count + 1;
  }

  /** A row for two values and more, with one in it. */
  #rowOf(key: number, value: number): number {
    const row = this.#take(4);
    this.#pool.set([1, 4, 1, value], row);
    this.#heads[key] = row;
    return row;
  }

  /** The row, or, where it is full, one of twice the room in its place. */
  #roomy(key: number, row: number): number {
    const count = this.#word(row + COUNT);
    const room = this.#word(row + ROOM);
    if (count < room) return row;
    const next = this.#take(room * 2);
    this.#pool.copyWithin(next, row, row + HEAD + count);
    this.#pool[next + ROOM] = room * 2;
    this.#give(row, room);
    this.#heads[key] = next;
    return next;
  }

  #remove(key: number, row: number, place: number): void {
    const count = this.#word(row + COUNT) - 1;
    this.#pool.copyWithin(row + HEAD + place, row + HEAD + place + 1, row + HEAD + count + 1);
    this.#pool[row + COUNT] = count;
    if (place < this.#word(row + ORDERED)) this.#pool[row + ORDERED] = this.#word(row + ORDERED) - 1;
    if (count > 1) return;
    this.#heads[key] = -this.#word(row + HEAD) - 1;
    this.#give(row, this.#word(row + ROOM));
  }

  #take(room: number): number {
    const free = this.#free.get(room)?.pop();
    if (free !== undefined) return free;
    const row = this.#end;
    this.#end += HEAD + room;
    if (this.#end > this.#pool.length) this.#pool = grown(this.#pool, this.#end);
    return row;
  }

  #give(row: number, room: number): void {
    const free = this.#free.get(room);
    if (free === undefined) this.#free.set(room, [row]);
    else free.push(row);
  }

  /** Where the value stands in the row; -1 where it does not. Afterwards at most a short tail is out of order. */
  #place(row: number, value: number): number {
    const pool = this.#pool;
    const count = pool[row + COUNT] as number;
    if (count - (pool[row + ORDERED] as number) > LONGEST_TAIL) this.#order(row, count);
    const first = row + HEAD;
    const ordered = pool[row + ORDERED] as number;
    let low = 0;
    let high = ordered - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = pool[first + middle] as number;
      if (found === value) return middle;
      if (found < value) low = middle + 1;
      else high = middle - 1;
    }
    for (let place = ordered; place < count; place++) if (pool[first + place] === value) return place;
    return -1;
  }

  /** Moves the last value to where it belongs. */
  #settle(row: number): void {
    const pool = this.#pool;
    const last = this.#word(row + COUNT) - 1;
    const first = row + HEAD;
    if (this.#word(row + ORDERED) < last) return this.#order(row, last + 1);
    const value = pool[first + last] as number;
    let place = 0;
    for (let high = last; place < high;) {
      const middle = (place + high) >>> 1;
      if ((pool[first + middle] as number) < value) place = middle + 1;
      else high = middle;
    }
    pool.copyWithin(first + place + 1, first + place, first + last);
    pool[first + place] = value;
    pool[row + ORDERED] = last + 1;
  }

  #shares(row: number, count: number, others: Rows, other: number, there: number): boolean {
    this.#inOrder(row);
    others.#inOrder(other);
    return share(this.#pool, row + HEAD, row + HEAD + count, others.#pool, other + HEAD, other + HEAD + there);
  }

  #inOrder(row: number): void {
    const count = this.#word(row + COUNT);
    if (this.#word(row + ORDERED) < count) this.#order(row, count);
  }

  #order(row: number, count: number): void {
    this.#pool.subarray(row + HEAD, row + HEAD + count).sort();
    this.#pool[row + ORDERED] = count;
  }
}
