import type { Listed, ListedSeveral } from "../listing.ts";
import type { ObjectReference, SubjectReference } from "./listed-reference.ts";
import type { Schema } from "./schema.ts";

/** An entry of a list of objects, as it was asked for. */
export type ListedObject<S extends Schema, Given> = EntryOf<ObjectReference<S, Given>, Given>;

/** An entry of a list of subjects, as it was asked for. */
export type ListedSubject<S extends Schema, Given> = EntryOf<SubjectReference<S, Given>, Given>;

/** What is answered where no part is asked for, and where one is. */
export type InPart<Part, Whole, Page> = [Part] extends [undefined]
  ? Whole
  : undefined extends Part
    ? Whole | Page
    : Page;

/** Where all types are erased (see `Fit`), an entry is that of one permission. */
type EntryOf<Reference extends string, Given> = 0 extends 1 & Given
  ? Listed<Reference>
  : Given extends { readonly permission: infer Permission }
    ? EntryFor<Reference, Permission>
    : Listed<Reference>;

/** Distributes: of what may be one permission or several, the entries may be either. */
type EntryFor<Reference extends string, Permission> = Permission extends readonly (infer One extends string)[]
  ? ListedSeveral<Reference, One>
  : Listed<Reference>;
