import type { Lasting, Missing } from "@relata/model";

/** One entry of a list. The last one may be a wildcard: everything of the type that has no entry and is no exception. */
export interface Listed<Reference extends string = string> extends Lasting {
  /** `folder:plans`, `group:eng#member`, or `folder:*`. */
  readonly reference: Reference;
  readonly outcome: "allowed" | "conditional";
  /** What a conditional entry waits for. */
  readonly missing?: readonly Missing[];
  /** Of a wildcard entry: the references that are denied. */
  readonly except?: readonly Reference[];
}

/** One entry of a list of several permissions: it has one of them at least. */
export interface ListedSeveral<Reference extends string = string, Permission extends string = string> {
  readonly reference: Reference;
  /** Those that are allowed or conditional, in the order of the question. */
  readonly permissions: readonly ListedPermission<Permission>[];
  /** Of a wildcard entry: the references that are denied all of the permissions. */
  readonly except?: readonly Reference[];
}

export interface ListedPermission<Permission extends string = string> extends Lasting {
  readonly permission: Permission;
  readonly outcome: "allowed" | "conditional";
  readonly missing?: readonly Missing[];
}

/** A part of a list, in its order. */
export interface ListingPage<Entry = Listed> {
  readonly entries: readonly Entry[];
  /** Where the next page begins; missing on the last. Only a page without `next` ends the list. */
  readonly next?: string;
}

/** Which part of a list. All parts are of the state of the first one, and of its instant. */
export interface ListingPageInput {
  /** Entries of a page: 1,000 unless given. A wildcard is one, the last of the list. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** A complete list, in order of ids: awaited as an array, or walked. Nothing is asked before it is. */
export class Listing<Entry = Listed> implements AsyncIterable<Entry>, PromiseLike<readonly Entry[]> {
  readonly #load: () => Promise<readonly Entry[]>;
  #loaded: Promise<readonly Entry[]> | undefined;

  constructor(load: () => Promise<readonly Entry[]>) {
    this.#load = load;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Entry> {
    yield* await this.#entries();
  }

  // oxlint-disable-next-line unicorn/no-thenable -- Why: a list is a question like the others, and they are awaited.
  then<T = readonly Entry[], E = never>(
    fulfilled?: ((entries: readonly Entry[]) => T | PromiseLike<T>) | null,
    rejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<T | E> {
    return this.#entries().then(fulfilled, rejected);
  }

  #entries(): Promise<readonly Entry[]> {
    return (this.#loaded ??= this.#load());
  }
}
