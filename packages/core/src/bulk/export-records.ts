import type { ModelIndex } from "@relata/model";
import type { Store } from "@relata/store";
import type { RecordKind, TransferRecord } from "@relata/transfer";
import { toReadOptions, type StateInput } from "../consistency-input.ts";
import { toFilter, type FilterInput } from "../filter-input.ts";
import { nextTurn } from "../next-turn.ts";
import { checkSignal, refuseAborted } from "../patience.ts";
import { PAGE } from "./page-input.ts";

/** What to export. */
export interface ExportInput<F = FilterInput> extends StateInput {
  /** Only tuples that match, and then no attributes. */
  readonly filter?: F;
  /** Only tuples, or only attributes; both unless given. */
  readonly kind?: RecordKind;
  /** Ends it with the failure `aborted`: what was told before is not all. */
  readonly signal?: AbortSignal;
}

/**
 * Tuples and then attributes, of one state, page by page: at most one page is held.
 *
 * @throws Failure `invalid_question`, `invalid_consistency_token`, `snapshot_expired`, `token_not_reached`, `aborted`, and as `toFilter`
 */
export async function* exportRecords(
  store: Store,
  index: ModelIndex,
  { filter: input, kind, consistency, signal }: ExportInput,
): AsyncGenerator<TransferRecord, void, undefined> {
  checkSignal(signal);
  const filter = toFilter(index, input ?? {}, "invalid_question");
  refuseAborted(signal);
  let state: StateInput = consistency === undefined ? {} : { consistency };
  if (kind !== "attributes") {
    let page = await store.tuples(filter, { limit: PAGE, ...toReadOptions(state) });
    // Invariant: attributes are of the state that the tuples are of.
    state = { consistency: { exactly: page.token } };
    for (;;) {
      for (const tuple of page.tuples) yield { kind: "tuple", tuple };
      if (page.next === undefined) break;
      await nextTurn();
      refuseAborted(signal);
      page = await store.tuples(filter, { limit: PAGE, after: page.next });
    }
  }
  if (kind !== "tuple" && input === undefined) yield* attributesOf(store, state, signal);
}

async function* attributesOf(
  store: Store,
  state: StateInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<TransferRecord, void, undefined> {
  refuseAborted(signal);
  let page = await store.attributes({ limit: PAGE, ...toReadOptions(state) });
  for (;;) {
    for (const { object, values } of page.attributes) yield { kind: "attributes", object, values };
    if (page.next === undefined) return;
    await nextTurn();
    refuseAborted(signal);
    page = await store.attributes({ limit: PAGE, after: page.next });
  }
}
