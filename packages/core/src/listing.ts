import { formatObject, formatSubject, WILDCARD, type Lasting, type Missing } from "@relata/model";
import type { Granted, List } from "@relata/resolver";

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

/** What is listed: a type, or the kind of a subject set. */
export interface ListedKind {
  readonly type: string;
  readonly relation?: string;
}

/** A complete list, in order of ids: awaited as an array, or walked. Nothing is asked before it is. */
export class Listing<Reference extends string = string>
  implements AsyncIterable<Listed<Reference>>, PromiseLike<readonly Listed<Reference>[]>
{
  readonly #load: () => Promise<readonly Listed<Reference>[]>;
  #loaded: Promise<readonly Listed<Reference>[]> | undefined;

  constructor(load: () => Promise<readonly Listed<Reference>[]>) {
    this.#load = load;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Listed<Reference>> {
    yield* await this.#entries();
  }

  // oxlint-disable-next-line unicorn/no-thenable -- Why: a list is a question like the others, and they are awaited.
  then<T = readonly Listed<Reference>[], E = never>(
    fulfilled?: ((entries: readonly Listed<Reference>[]) => T | PromiseLike<T>) | null,
    rejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<T | E> {
    return this.#entries().then(fulfilled, rejected);
  }

  #entries(): Promise<readonly Listed<Reference>[]> {
    return (this.#loaded ??= this.#load());
  }
}

/** The entries of a list, the wildcard last. */
export function entriesOf(list: List, kind: ListedKind): readonly Listed[] {
  const rows = list.rows.map(({ id, decision }) => ({ reference: referenceOf(kind, id), ...outcomeOf(decision) }));
  if (list.rest === undefined) return rows;
  const { decision, except } = list.rest;
  const denied = except.map((id) => referenceOf(kind, id));
  return [
    ...rows,
    { reference: formatObject({ type: kind.type, id: WILDCARD }), ...outcomeOf(decision), except: denied },
  ];
}

function referenceOf({ type, relation }: ListedKind, id: string): string {
  return formatSubject({ type, id, ...(relation !== undefined && { relation }) });
}

function outcomeOf(decision: Granted): Pick<Listed, "outcome" | "missing" | "validUntil"> {
  return decision;
}
