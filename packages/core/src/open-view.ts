import { Failure } from "@relata/model";
import { MemoryGraph } from "@relata/resolver";
import type { Contents, ReadOptions, Store } from "@relata/store";
import type { FollowedGraph } from "./resident/followed-graph.ts";
import type { Resident } from "./resident/resident.ts";
import type { Viewed } from "./view.ts";

const MAX_VIEW_TUPLES = 1_000_000;

/** One state of the store: of the resident graph, or else a copy. @throws Failure `not_resident` */
export async function openView(
  store: Store,
  options: ReadOptions,
  resident: Resident | undefined,
  maxViewTuples = MAX_VIEW_TUPLES,
): Promise<Viewed> {
  const held = await resident?.hold(options.consistency);
  if (resident !== undefined && held !== undefined) return viewOfResident(resident, held);
  const contents = await store.contents(options);
  const { length } = contents.tuples;
  if (length <= maxViewTuples) return viewOfCopy(contents);
  throw new Failure(
    "not_resident",
    `the store holds ${length} tuples, and a view at most ${maxViewTuples}: raise \`maxViewTuples\`, or ask the store`,
  );
}

/** A copy of its own. */
function viewOfCopy({ tuples, attributes, token }: Contents): Viewed {
  const graph = new MemoryGraph(tuples);
  for (const { object, values } of attributes) graph.setAttributes(object, values);
  return { token, snapshot: () => ({ graph }) };
}

/** The resident graph itself, for as long as it stays at its state. */
function viewOfResident(resident: Resident, held: FollowedGraph): Viewed {
  const { token } = held.place;
  return {
    token,
    snapshot() {
      if (resident.isAt(held, token)) return held;
      throw new Failure(
        "snapshot_expired",
        "the view is of a state that memory no longer holds: what was written meanwhile is held back for 100 ms; open another view, or ask with `consistency: { exactly: view.token }`",
      );
    },
  };
}
