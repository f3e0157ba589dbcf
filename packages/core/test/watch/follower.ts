import type { Contents, WatchEvent } from "@relata/core";
import { formatKey, formatObject, formatTuple, inWindow, type Instant, type Tuple } from "@relata/model";

/** Who knows of a store only what a watch tells, and holds each event to what was told before. */
export class Follower {
  readonly #tuples = new Map<string, Tuple>();
  readonly #attributes = new Map<string, unknown>();
  /** Keys of the tuples that are in their windows, as events say it. */
  readonly #effective = new Set<string>();
  #number = 0;
  #instant: Instant | undefined;
  cursor: string | undefined;
  /** Of the events that were told, in order. */
  readonly kinds: WatchEvent["kind"][] = [];

  follow(event: WatchEvent): void {
    this.#refuse(this.#instant !== undefined && event.instant < this.#instant, "time ran back", event);
    this.#instant = event.instant;
    this.cursor = event.cursor;
    this.kinds.push(event.kind);
    if (event.kind === "revision") this.#revise(event);
    if (event.kind === "window") this.#turn(event);
    // Only here: of windows at one instant, one is told after the other.
    if (event.kind === "checkpoint") this.hold(event.instant, "at a checkpoint");
  }

  /** Law: what events said of windows is what windows say. */
  hold(instant: Instant, when: string): void {
    const expected = [...this.#tuples].filter(([, tuple]) => inWindow(tuple, instant)).map(([key]) => key);
    if (expected.sort().join() !== [...this.#effective].sort().join())
      throw new Error(
        `${when}: ${[...this.#effective].sort().join()} are in their windows, and should be ${expected.join()}`,
      );
  }

  /** Everything that was told, as text. */
  said(): readonly string[] {
    const tuples = [...this.#tuples.values()].map(formatTuple).sort();
    return [...tuples, ...[...this.#attributes].map(([name, value]) => `${name}=${JSON.stringify(value)}`).sort()];
  }

  #revise(event: Extract<WatchEvent, { kind: "revision" }>): void {
    this.#refuse(event.number <= this.#number, "a revision came twice, or out of order", event);
    this.#number = event.number;
    for (const change of event.changes) {
      if (change.kind === "model") continue;
      const key = change.kind === "tuple" ? formatKey(change.after ?? change.before ?? never()) : nameOf(change);
      const told: ReadonlyMap<string, unknown> = change.kind === "tuple" ? this.#tuples : this.#attributes;
      this.#refuse(!sameText(told.get(key), change.before), "what was replaced is not what was told", event);
      if (change.kind === "tuple") this.#replace(key, change.after, event.instant);
      else if (change.after === undefined) this.#attributes.delete(key);
      else this.#attributes.set(key, change.after);
    }
  }

  #replace(key: string, after: Tuple | undefined, instant: Instant): void {
    if (after === undefined) this.#tuples.delete(key);
    else this.#tuples.set(key, after);
    if (after !== undefined && inWindow(after, instant)) this.#effective.add(key);
    else this.#effective.delete(key);
  }

  #turn(event: Extract<WatchEvent, { kind: "window" }>): void {
    const key = formatKey(event.tuple);
    this.#refuse(!sameText(this.#tuples.get(key), event.tuple), "a window of a tuple that is not live", event);
    this.#refuse(this.#effective.has(key) === (event.edge === "start"), "a window turned twice", event);
    if (event.edge === "start") this.#effective.add(key);
    else this.#effective.delete(key);
  }

  #refuse(isWrong: boolean, what: string, event: WatchEvent): void {
    if (isWrong) throw new Error(`${what}: ${text(event)}`);
  }
}

/** What the contents are, as a follower says it. */
export function saidOf({ tuples, attributes }: Contents): readonly string[] {
  const values = attributes.flatMap(({ object, values: held }) =>
    Object.entries(held).map(([name, value]) => `${nameOf({ object, name })}=${JSON.stringify(value)}`),
  );
  return [...tuples.map(formatTuple).sort(), ...values.sort()];
}

function nameOf({ object, name }: { readonly object: Tuple["object"]; readonly name: string }): string {
  return `${formatObject(object)}.${name}`;
}

function sameText(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

function text(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}

function never(): never {
  throw new Error("a change of a tuple without a tuple");
}
