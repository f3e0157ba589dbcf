import type { DoneRead, DoneWrite, History } from "./history.ts";
import { Order } from "./order.ts";

/** How far each writer has come, by writer. */
type State = ReadonlyMap<number, number>;

/**
 * What a history proves against the store; nothing where all is right. Held to:
 *
 * - Nothing is lost, and nothing there twice: each acknowledged write is in the log, once, in the turn of its writer.
 * - Tokens are monotone: a write that began after another was acknowledged has the higher number, whoever made it.
 * - A state that can be read again (`exactly`, a page) is just the prefix of the order that its token names.
 * - A state of the moment (`fast`, `latest`, `atLeast`) is within that prefix, holds all that was acknowledged before the
 *   read began or that its token names, and nothing that began later. Of two of them one holds the other: so they are
 *   prefixes of the one order in which writes became visible. Within what was not numbered yet, the log may have another.
 *
 * Cost: writers times reads.
 */
export function faultsOf({ writes, reads, log, start }: History): readonly string[] {
  const order = new Order(log, start);
  const states = reads.map((read) => ({ read, ...stateOf(read) }));
  const ofTheMoment = states.filter(({ read }) => !isNumbered(read));
  return [
    ...order.faults,
    ...writes.flatMap((write) => faultsOfWrite(write, order)),
    ...monotony(writes, order),
    ...states.flatMap(({ torn }) => torn),
    ...states.flatMap(({ read, state }) =>
      isNumbered(read) ? notThePrefix(read, state, order) : beyond(read, state, order),
    ),
    ...states.flatMap(({ read, state }) => notAsked(read, state, order)),
    ...timely(
      writes,
      states.filter(({ read }) => read.kind !== "exactly"),
    ),
    ...notInLine(ofTheMoment.map(({ state }) => state)),
  ];
}

const isNumbered = ({ kind }: DoneRead): boolean => kind === "exactly" || kind === "page";

function stateOf({ seen, kind }: DoneRead): { readonly state: State; readonly torn: readonly string[] } {
  const state = new Map(seen);
  return { state, torn: state.size === seen.length ? [] : [`a read (${kind}) saw two tuples of one writer`] };
}

function faultsOfWrite({ writer, n, token }: DoneWrite, order: Order): readonly string[] {
  const number = order.numberOf(writer, n);
  if (number === Infinity) return [`write ${n} of writer ${writer} was acknowledged, and is lost`];
  if (order.reachedBy(token) === number) return [];
  return [`the token of write ${n} of writer ${writer} names ${order.reachedBy(token)}, and it has number ${number}`];
}

/** In the order of ends: the highest number of what had ended before a write began is below its own. */
function monotony(writes: readonly DoneWrite[], order: Order): readonly string[] {
  const ended = writes.toSorted((a, b) => a.ended - b.ended);
  let [next, highest] = [0, 0];
  return writes
    .toSorted((a, b) => a.began - b.began)
    .flatMap(({ writer, n, began }) => {
      for (let one = ended[next]; one !== undefined && one.ended < began; one = ended[++next]) {
        highest = Math.max(highest, order.numberOf(one.writer, one.n));
      }
      const number = order.numberOf(writer, n);
      if (number > highest) return [];
      return [`write ${n} of writer ${writer} has number ${number}, and began after ${highest} was acknowledged`];
    });
}

function notThePrefix(read: DoneRead, state: State, order: Order): readonly string[] {
  const reached = order.reachedBy(read.token);
  return order.writers
    .filter((writer) => {
      const n = state.get(writer) ?? 0;
      return order.numberOf(writer, n) > reached || order.numberOf(writer, n + 1) <= reached;
    })
    .map(
      (writer) => `a read (${read.kind}) of state ${reached} saw write ${state.get(writer) ?? 0} of writer ${writer}`,
    );
}

function beyond(read: DoneRead, state: State, order: Order): readonly string[] {
  const reached = order.reachedBy(read.token);
  return [...state]
    .filter(([writer, n]) => order.numberOf(writer, n) > reached)
    .map(([writer, n]) => `a read (${read.kind}) saw write ${n} of writer ${writer}, which its token does not hold`);
}

function notAsked({ kind, asked }: DoneRead, state: State, order: Order): readonly string[] {
  const [writer, n] = (asked && order.placeAt(order.reachedBy(asked))) ?? [0, 0];
  if ((state.get(writer) ?? 0) >= n) return [];
  return [`a read (${kind}) lacks write ${n} of writer ${writer}, which its token names`];
}

/** What was acknowledged before a read began is in it, and what began after its end is not. */
function timely(
  writes: readonly DoneWrite[],
  reads: readonly { readonly read: DoneRead; readonly state: State }[],
): readonly string[] {
  const writers = [...new Set(writes.map(({ writer }) => writer))];
  const inTurn = writers.map((writer) => ({
    writer,
    all: writes.filter((write) => write.writer === writer).toSorted((a, b) => a.n - b.n),
  }));
  return reads.flatMap(({ read, state }) =>
    inTurn.flatMap(({ writer, all }) => {
      const n = state.get(writer) ?? 0;
      const next = all[n];
      const last = all[n - 1];
      if (read.kind !== "atLeast" && next !== undefined && next.ended < read.began) {
        return [`a read (${read.kind}) lacks write ${n + 1} of writer ${writer}, which was acknowledged before it`];
      }
      if (last === undefined || last.began <= read.ended) return [];
      return [`a read (${read.kind}) saw write ${n} of writer ${writer} before it began`];
    }),
  );
}

/** Of two states that are next to each other by size, the larger holds the smaller. */
function notInLine(states: readonly State[]): readonly string[] {
  const sized = states.map((state) => ({ state, size: sum(state) })).toSorted((a, b) => a.size - b.size);
  return sized.flatMap(({ state }, i) => {
    const before = sized[i - 1]?.state ?? new Map<number, number>();
    const ahead = [...before].find(([writer, n]) => n > (state.get(writer) ?? 0));
    return ahead === undefined ? [] : [`of two reads each saw what the other did not, of writer ${ahead[0]} for one`];
  });
}

function sum(state: State): number {
  let all = 0;
  for (const n of state.values()) all += n;
  return all;
}
