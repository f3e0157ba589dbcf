import { isFailure, parseInstant, type Decision, type Instant } from "@relata/model";
import * as relata from "@relata/resolver";
import { NAMES, NOW, questions, worlds } from "@relata/spec";
import fc from "fast-check";
import { graphOf, loaded, type Engine } from "./agreement.ts";
import { expectSame, written } from "./disagreement.ts";
import { timeless } from "./timeless.ts";

/** Around the edges that windows of random worlds have, and those at which their policies turn over. */
export const INSTANTS = [
  "2025-12-31T23:59:59.999999999Z",
  "2026-01-01T00:00:00Z",
  "2026-01-31T23:30:00Z",
  "2026-02-01T00:00:00Z",
  "2026-02-01T00:30:00Z",
  "2026-02-01T01:00:00Z",
  "2026-02-01T02:30:00Z",
  "2026-02-28T23:59:59.999999999Z",
  "2026-03-01T00:00:00Z",
  "2026-04-01T00:00:00Z",
].map((text) => parseInstant(text) ?? NOW);

/** A question, and the instant at which it is put. */
export const timely = fc.record({
  question: questions,
  permission: fc.constantFrom(...NAMES),
  now: fc.constantFrom(...INSTANTS),
});

/** What a decision turned out to be: without an end, with one, or with one after which it is another. */
export type Lasted = "never" | "end" | "turned";

/** The law of `validUntil` as a property: the decision at any instant before it is the same, and without it at any. */
export function decisionsAsLasting(engine: Engine = relata, note: (lasted: Lasted) => void = () => {}) {
  return fc.property(worlds, fc.array(timely, { minLength: 6, maxLength: 6 }), (world, several) => {
    const graph = graphOf(world, engine);
    for (const { question: part, permission, now } of several) {
      const question = { ...part, permission, now };
      const first = answered(() => engine.check(world.model, graph, question));
      if (first === undefined) continue;
      const { validUntil } = first;
      const again = answered(() => loaded((each) => engine.check(world.model, each, question), graph, engine));
      expectSame(again, first, world, question);
      note(validUntil === undefined ? "never" : "end");
      for (const later of laterThan(now)) {
        const asked = { ...question, now: later };
        const next: Decision | undefined = answered(() => engine.check(world.model, graph, asked));
        if (validUntil === undefined || later < validUntil) expectSame(timeless(next), timeless(first), world, asked);
        else if (written(timeless(next)) !== written(timeless(first))) note("turned");
      }
    }
  });
}

export function laterThan(now: Instant): readonly Instant[] {
  return INSTANTS.filter((instant) => instant > now);
}

/** Undefined for what random worlds may fail with. */
export function answered<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    const expected = ["paradox", "policy_failed", "unknown_permission"] as const;
    if (isFailure(error) && expected.some((code) => code === error.code)) return undefined;
    throw error;
  }
}
