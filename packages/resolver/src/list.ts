import { earlier, WILDCARD, type Decision, type Instant, type Lasting, type ObjectRef } from "@relata/model";
import type { Graph } from "./graph.ts";

/**
 * The complete answer of a list: named rows, and, where a wildcard reaches it, everything of the type except the rows
 * and the exceptions. Law: an id is in a row, or falls under `rest`, exactly if `check` says allowed or conditional of
 * it, and then with that decision. Its `validUntil` is the first at which a row, or what was not listed, may change.
 */
export interface List extends Lasting {
  /** Sorted by id, each id once; never denied. */
  readonly rows: readonly Row[];
  /** Present where also an id that nothing names is allowed or conditional. */
  readonly rest?: Rest;
}

export interface Row {
  readonly id: string;
  readonly decision: Granted;
}

/** What holds of every id of the type that is neither in a row nor an exception. */
export interface Rest {
  readonly decision: Granted;
  /** Ids that are denied; sorted. */
  readonly except: readonly string[];
}

export type Granted = Exclude<Decision, { readonly outcome: "denied" }>;

/** No id is empty, so no tuple and no question names it. */
const UNNAMED = "";

/**
 * Decides each candidate, and keeps what was decided from complete data, so that a second run over a graph that has
 * grown since looks again only at what was pending.
 */
export class Candidates {
  readonly #decided = new Map<string, Decision>();
  readonly #decide: (graph: Graph, id: string) => Decision;

  constructor(decide: (graph: Graph, id: string) => Decision) {
    this.#decide = decide;
  }

  decision(graph: Graph, id: string): Decision {
    const known = this.#decided.get(id);
    if (known !== undefined) return known;
    const before = graph.pendingCount;
    const decision = attempt(graph, before, () => this.#decide(graph, id));
    if (graph.pendingCount === before) this.#decided.set(id, decision);
    return decision;
  }

  /**
   * What holds of every id of the type that nothing names. Where the question itself speaks of `T:*`, another id stands
   * for them: else all the rest would be taken for the one generic object that was asked about.
   */
  generic(graph: Graph, type: string, asked: readonly ObjectRef[]): Decision {
    if (!asked.some((one) => one.type === type && one.id === WILDCARD)) return this.decision(graph, WILDCARD);
    const decision = this.decision(graph, UNNAMED);
    if (decision.outcome !== "conditional") return decision;
    const missing = decision.missing.map((entry) =>
      entry.of?.id === UNNAMED ? { ...entry, of: { type, id: WILDCARD } } : entry,
    );
    return { ...decision, missing };
  }

  /** The list over these ids, with what holds of the generic id. */
  list(graph: Graph, ids: Iterable<string>, generic: Decision): List {
    const rows: Row[] = [];
    const except: string[] = [];
    let until: Instant | undefined = generic.validUntil;
    for (const id of ids) {
      const decision = this.decision(graph, id);
      until = earlier(until, decision.validUntil);
      if (decision.outcome === "denied") except.push(id);
      else rows.push({ id, decision });
    }
    const whole = { rows, ...(until !== undefined && { validUntil: until }) };
    return generic.outcome === "denied" ? whole : { ...whole, rest: { decision: generic, except } };
  }
}

/** A failure drawn from incomplete data says nothing: the other candidates can still say what they want loaded. */
function attempt(graph: Graph, before: number, decide: () => Decision): Decision {
  try {
    return decide();
  } catch (error) {
    if (graph.pendingCount === before) throw error;
    return { outcome: "denied" };
  }
}
