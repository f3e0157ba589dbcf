import { isSubjectSet, type Instant, type SubjectRef } from "@relata/model";
import type { Store } from "@relata/store";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { Engine } from "./engine.ts";
import type { Resident } from "./resident/resident.ts";

/** What an engine stands on, as far as a bridge to another tool must answer as the engine does. */
export interface Foundation<Db extends Store = Store> {
  readonly store: Db;
  /** The types of whose objects the application provides attributes. */
  readonly provided: readonly string[];
  /** The instant of questions that name none. */
  readonly present: () => Instant;
  /**
   * On how many objects of the type a subject has a name, counted no further than `most`: from memory alone. Undefined where the store is
   * not there, or where it hangs on more than tuples.
   *
   * @throws Failure as the store has
   */
  readonly counted: (subject: SubjectRef, name: string, type: string, most: number) => Promise<number | undefined>;
}

interface Stands<Db extends Store> {
  readonly store: Db;
  readonly provide?: AttributeProviders;
}

export function foundationOf<Db extends Store>(
  { store, provide = {} }: Stands<Db>,
  { present }: Engine,
  resident: Resident | undefined,
): Foundation<Db> {
  return {
    store,
    provided: Object.keys(provide),
    present,
    async counted(subject, name, type, most) {
      const held = await resident?.at();
      return isSubjectSet(subject) ? undefined : held?.quick.count(subject, name, type, most);
    },
  };
}
