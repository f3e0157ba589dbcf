import * as fc from "fast-check";
import type { Changes, Precondition, TupleFilter } from "../store.ts";
import { MAIN_STORE } from "../stores.ts";
import { arbitraryChanges, arbitraryFilter, arbitraryPrecondition } from "./arbitrary-changes.ts";

/** What may happen to a database that has two stores. */
export type Operation =
  | { readonly do: "write"; readonly name: string; readonly changes: Changes }
  /** An earlier write once more, as its caller would that lost the answer. */
  | { readonly do: "repeat"; readonly which: number }
  | {
      readonly do: "deleteMatching";
      readonly name: string;
      readonly filter: TupleFilter;
      readonly limit: number | undefined;
      readonly preconditions: readonly Precondition[];
    }
  | {
      readonly do: "apply";
      readonly name: string;
      readonly hash: string;
      readonly isStrict: boolean;
      readonly deleteStranded: boolean;
    }
  /** Tuples, or attributes where there is no filter; page by page, while other things happen. */
  | { readonly do: "list"; readonly name: string; readonly filter: TupleFilter | undefined; readonly limit: number }
  /** Up to the moment of an earlier revision, or of all. */
  | { readonly do: "collect"; readonly which: number | "all" }
  | { readonly do: "deleteStore"; readonly name: string };

export const NAMES = [MAIN_STORE, "tenant"] as const;

const name = fc.constantFrom(...NAMES);
const which = fc.nat({ max: 20 });
/** Half of them match much. */
const broadFilter = fc.oneof(
  arbitraryFilter,
  fc.constantFrom({}, {}, { object: { type: "doc" } }, { relation: "viewer" }),
);

/** Mostly writes: it is they that the others have something to say of. */
export const arbitraryOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ do: fc.constant("write" as const), name, changes: arbitraryChanges }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("repeat" as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("deleteMatching" as const),
      name,
      filter: broadFilter,
      limit: fc.constantFrom(undefined, 1, 1, 2),
      preconditions: fc.oneof(fc.constant([]), fc.array(arbitraryPrecondition, { maxLength: 1 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("apply" as const),
      name,
      hash: fc.constantFrom("one", "two"),
      isStrict: fc.boolean(),
      deleteStranded: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("list" as const),
      name,
      filter: fc.option(broadFilter, { nil: undefined, freq: 3 }),
      limit: fc.constantFrom(1, 1, 2, 3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("collect" as const), which: fc.oneof(which, fc.constant("all" as const)) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deleteStore" as const), name }) },
);
