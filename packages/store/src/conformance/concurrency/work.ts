import { isFailure, type ObjectRef, type Tuple } from "@relata/model";
import type { Changes, Contents, Store } from "../../store.ts";
import type { TuplePage } from "../../paging.ts";
import type { ConsistencyToken } from "../../token.ts";
import type { DoneRead, DoneWrite, ReadKind } from "./history.ts";

export interface Work {
  /** Each writes one after another; no writer is given to two who work on one store. */
  readonly writers: readonly number[];
  /** How many read, each one after another. */
  readonly readers: number;
  /** Milliseconds of a clock that everybody who takes part shares. */
  readonly now: () => number;
  /** When to stop, by that clock. */
  readonly until: number;
  readonly onDone: (done: DoneWrite | DoneRead) => void;
}

const KINDS: readonly ReadKind[] = ["fast", "latest", "atLeast", "exactly", "page"];

/** No store has more writers: a page holds what all of them have made. */
const PAGE = 1_000;

/** Writes and reads at once, until the time is over, and notes what was done. What fails with `store_unavailable` is done again. */
export async function work(store: Store, { writers, readers, now, until, onDone }: Work): Promise<void> {
  let newest: ConsistencyToken | undefined;
  const write = async (writer: number): Promise<void> => {
    for (let n = 1; now() < until; n++) {
      const began = now();
      const token = await acknowledged(store, changesOf(writer, n));
      newest = token;
      onDone({ writer, n, token, began, ended: now() });
    }
  };
  const read = async (reader: number): Promise<void> => {
    for (let i = reader; now() < until; i++) {
      const { kind, asked } = questionOf(KINDS[i % KINDS.length], newest);
      const began = now();
      const { token, tuples } = await see(store, kind, asked);
      const seen = tuples.map(({ object }) => placeOf(object));
      onDone({ kind, seen, token, ...(asked !== undefined && { asked }), began, ended: now() });
      // So that no reader of a synchronous store keeps all others from their turn.
      await Promise.resolve();
    }
  };
  await Promise.all([...writers.map(write), ...Array.from({ length: readers }, (_, reader) => read(reader))]);
}

/** Why by name: a write whose outcome was lost is asked for again, and shall not be there twice. */
async function acknowledged(store: Store, changes: Changes): Promise<ConsistencyToken> {
  for (;;) {
    try {
      return (await store.write(changes)).token;
    } catch (error) {
      if (!isFailure(error, "store_unavailable")) throw error;
    }
  }
}

function changesOf(writer: number, n: number): Changes {
  return {
    touch: [tupleOf(writer, n)],
    ...(n > 1 && { delete: [tupleOf(writer, n - 1)] }),
    idempotencyKey: `${writer}/${n}`,
  };
}

/** What write `n` of the writer makes. */
export function tupleOf(writer: number, n: number): Tuple {
  return {
    object: { type: "doc", id: `${writer}/${n}` },
    relation: "viewer",
    subject: { type: "user", id: String(writer) },
  };
}

/** Which write made a tuple on the object. */
export function placeOf({ id }: ObjectRef): readonly [writer: number, n: number] {
  const [writer, n] = id.split("/").map(Number);
  return [writer ?? Number.NaN, n ?? Number.NaN];
}

/** As long as nothing was written, there is no token to ask with. */
function questionOf(
  kind: ReadKind = "fast",
  newest: ConsistencyToken | undefined,
): { readonly kind: ReadKind; readonly asked?: ConsistencyToken } {
  if (kind !== "atLeast" && kind !== "exactly") return { kind };
  return newest === undefined ? { kind: "fast" } : { kind, asked: newest };
}

async function see(store: Store, kind: ReadKind, asked?: ConsistencyToken): Promise<Contents | TuplePage> {
  if (kind === "page") return store.tuples({}, { limit: PAGE });
  if (kind === "latest") return store.contents({ consistency: "latest" });
  if (asked === undefined) return store.contents();
  return store.contents({ consistency: kind === "exactly" ? { exactly: asked } : { atLeast: asked } });
}
