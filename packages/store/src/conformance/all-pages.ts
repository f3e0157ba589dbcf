import type { ObjectAttributes, Store, TupleFilter } from "../store.ts";
import type { PageCursor, PageOptions } from "../paging.ts";
import type { Tuple } from "@relata/model";

type FirstPage = Omit<PageOptions, "after">;

/** Every tuple that matches, page after page; `between` runs after each page that is not the last. */
export async function allTuplePages(
  store: Store,
  filter: TupleFilter,
  options: FirstPage,
  between?: (page: number) => Promise<void>,
): Promise<readonly (readonly Tuple[])[]> {
  return pages(options, between, async (with_) => {
    const { tuples: entries, next } = await store.tuples(filter, with_);
    return { entries, next };
  });
}

/** The attributes of every object, page after page. */
export async function allAttributePages(
  store: Store,
  options: FirstPage,
  between?: (page: number) => Promise<void>,
): Promise<readonly (readonly ObjectAttributes[])[]> {
  return pages(options, between, async (with_) => {
    const { attributes: entries, next } = await store.attributes(with_);
    return { entries, next };
  });
}

interface OnePage<T> {
  readonly entries: readonly T[];
  readonly next: PageCursor | undefined;
}

async function pages<T>(
  first: FirstPage,
  between: ((page: number) => Promise<void>) | undefined,
  read: (options: PageOptions) => Promise<OnePage<T>>,
): Promise<readonly (readonly T[])[]> {
  const found: (readonly T[])[] = [];
  let after: PageCursor | undefined;
  do {
    const page = await read(after === undefined ? first : { limit: first.limit, after });
    found.push(page.entries);
    after = page.next;
    if (after !== undefined) await between?.(found.length);
  } while (after !== undefined);
  return found;
}
