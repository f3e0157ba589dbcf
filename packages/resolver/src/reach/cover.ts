import { and, FALSE, not, or, UNKNOWN, type Truth } from "@relata/model";

/**
 * What a walk knows of all subjects of a type at once: a truth for each id that it met, and one for all others. Here
 * unknown is what the walk leaves open, whatever the reason. So Kleene's logic says of each what it may.
 */
export class Cover {
  readonly #named = new Map<string, Truth>();
  #rest: Truth;

  constructor(rest: Truth = FALSE) {
    this.#rest = rest;
  }

  get size(): number {
    return this.#named.size;
  }

  /** The truth of every id that is not named. */
  get rest(): Truth {
    return this.#rest;
  }

  ids(): Iterable<string> {
    return this.#named.keys();
  }

  of(id: string): Truth {
    return this.#named.get(id) ?? this.#rest;
  }

  set(id: string, truth: Truth): void {
    this.#named.set(id, truth);
  }

  /** Raises what is known of the id. */
  raise(id: string, truth: Truth): void {
    this.set(id, or(this.of(id), truth));
  }

  /** Raises what is known of every id. */
  raiseAll(truth: Truth): void {
    if (truth <= this.#rest) return;
    this.#rest = truth;
    for (const [id, named] of this.#named) this.#named.set(id, or(named, truth));
  }
}

export function eitherCover(a: Cover, b: Cover): Cover {
  return pointwise(a, b, or);
}

export function minusCover(a: Cover, b: Cover): Cover {
  return pointwise(a, b, (left, right) => and(left, not(right)));
}

/** What holds only where something else does that is not looked at. */
export function possibly(cover: Cover): Cover {
  return pointwise(cover, new Cover(UNKNOWN), and);
}

function pointwise(a: Cover, b: Cover, combine: (a: Truth, b: Truth) => Truth): Cover {
  const rest = combine(a.rest, b.rest);
  const made = new Cover(rest);
  for (const cover of [a, b]) {
    for (const id of cover.ids()) {
      const truth = combine(a.of(id), b.of(id));
      if (truth !== rest || rest !== FALSE) made.set(id, truth);
    }
  }
  return made;
}
