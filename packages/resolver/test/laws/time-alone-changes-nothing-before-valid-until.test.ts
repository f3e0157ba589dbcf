import { isFailure, parseInstant, type Decision, type Instant } from "@relata/model";
import { check, listObjects, listSubjects, type List } from "@relata/resolver";
import { NAMES, NOW, questions, worlds, type World } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { graphOf, loaded } from "../agreement.ts";
import { disagreement, expectSame, written } from "../disagreement.ts";
import { worldsToTry } from "../theorem.ts";
import { timeless } from "../timeless.ts";

/** Around the edges that windows of random worlds have, and those at which their policies turn over. */
const INSTANTS = [
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

const asked = fc.record({
  question: questions,
  permission: fc.constantFrom(...NAMES),
  now: fc.constantFrom(...INSTANTS),
});

test("the decision at any instant before `validUntil` is the same", { timeout: 600_000 }, () => {
  const seen = { end: 0, never: 0, turned: 0 };
  const property = fc.property(worlds, fc.array(asked, { minLength: 6, maxLength: 6 }), (world, several) => {
    const graph = graphOf(world);
    for (const { question: part, permission, now } of several) {
      const question = { ...part, permission, now };
      const first = decisionOf(() => check(world.model, graph, question));
      if (first === undefined) continue;
      const { validUntil } = first;
      expectSame(
        decisionOf(() => loaded((each) => check(world.model, each, question), graph)),
        first,
        world,
        question,
      );
      seen[validUntil === undefined ? "never" : "end"]++;
      for (const later of laterThan(now)) {
        const next = decisionOf(() => check(world.model, graph, { ...question, now: later }));
        if (validUntil === undefined || later < validUntil)
          expectSame(timeless(next), timeless(first), world, { ...question, now: later });
        else if (written(timeless(next)) !== written(timeless(first))) seen.turned++;
      }
    }
  });
  fc.assert(property, worldsToTry(500));
  console.log(`decisions: ${written(seen)}`);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
});

test("where only windows know of time, `validUntil` is the edge of a window ahead", { timeout: 600_000 }, () => {
  let ends = 0;
  const property = fc.property(worlds, fc.array(asked, { minLength: 6, maxLength: 6 }), (world, several) => {
    const timely = {
      ...world,
      tuples: world.tuples.filter(({ policy }) => policy === undefined),
      model: withoutWhen(world),
    };
    const graph = graphOf(timely);
    const edges = new Set(timely.tuples.flatMap(({ from, until }) => [from, until]));
    for (const { question: part, permission, now } of several) {
      const question = { ...part, permission, now };
      const validUntil = decisionOf(() => check(timely.model, graph, question))?.validUntil;
      if (validUntil === undefined) continue;
      ends++;
      if (!edges.has(validUntil) || validUntil <= now) throw disagreement("it is no edge ahead", timely, question);
    }
  });
  fc.assert(property, worldsToTry(300));
  expect(ends).toBeGreaterThan(50);
});

test("a list says it of each row, and of the whole", { timeout: 600_000 }, () => {
  let ends = 0;
  const property = fc.property(
    worlds,
    asked,
    fc.constantFrom("doc", "folder", "group"),
    (world, { question, permission, now }, type) => {
      const graph = graphOf(world);
      const { subject, object, resource, context } = question;
      const lists: ((now: Instant) => List)[] = [
        (now) => listObjects(world.model, { subject, permission, type, context, now })(graph),
        (now) => listSubjects(world.model, { object, permission, type: "user", resource, context, now })(graph),
      ];
      for (const list of lists) {
        const first = listOf(() => list(now));
        if (first === undefined) continue;
        if (first.validUntil !== undefined) ends++;
        for (const later of laterThan(now)) {
          if (first.validUntil !== undefined && later >= first.validUntil) continue;
          expectSame(outcomesOf(listOf(() => list(later))), outcomesOf(first), world, {
            ...question,
            permission,
            now: later,
          });
        }
      }
    },
  );
  fc.assert(property, worldsToTry(300));
  expect(ends).toBeGreaterThan(20);
});

function laterThan(now: Instant): readonly Instant[] {
  return INSTANTS.filter((instant) => instant > now);
}

/** Ids that a list decides, but for how long each lasts. */
function outcomesOf(list: List | undefined): unknown {
  if (list === undefined) return undefined;
  const { rows, rest } = list;
  return {
    rows: rows.map(({ id, decision }) => [id, timeless(decision)]),
    rest: rest && [timeless(rest.decision), rest.except],
  };
}

function decisionOf(decide: () => Decision): Decision | undefined {
  return answered(decide);
}

function listOf(make: () => List): List | undefined {
  return answered(make);
}

/** Undefined for what random worlds may fail with, and also for an answer that time alone makes fail or mends. */
function answered<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed") || isFailure(error, "unknown_permission"))
      return undefined;
    throw error;
  }
}

/** The model with `true` for every policy, since they may read time. */
function withoutWhen({ model }: World): World["model"] {
  return {
    ...model,
    policies: model.policies.map((policy) => ({ ...policy, required: [], parameters: [], body: true })),
  };
}
