import type { Instant } from "@relata/model";
import { check, listObjects, listSubjects, type List } from "@relata/resolver";
import { worlds, type World } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { graphOf } from "../agreement.ts";
import { answered, decisionsAsLasting, laterThan, timely, type Lasted } from "../decisions-as-lasting.ts";
import { disagreement, expectSame } from "../disagreement.ts";
import { timeless } from "../timeless.ts";
import { worldsToTry } from "../theorem.ts";

test("the decision at any instant before `validUntil` is the same", { timeout: 600_000 }, () => {
  const seen: Record<Lasted, number> = { end: 0, never: 0, turned: 0 };
  fc.assert(
    decisionsAsLasting(undefined, (lasted) => seen[lasted]++),
    worldsToTry(400),
  );
  console.log(`decisions: ${JSON.stringify(seen)}`);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
});

test("where only windows know of time, `validUntil` is the edge of a window ahead", { timeout: 600_000 }, () => {
  let ends = 0;
  const property = fc.property(worlds, fc.array(timely, { minLength: 6, maxLength: 6 }), (world, several) => {
    const tuples = world.tuples.filter(({ policy }) => policy === undefined);
    const windows = { ...world, tuples, model: withoutPolicies(world) };
    const graph = graphOf(windows);
    const edges = new Set(tuples.flatMap(({ from, until }) => [from, until]));
    for (const { question: part, permission, now } of several) {
      const question = { ...part, permission, now };
      const validUntil = answered(() => check(windows.model, graph, question))?.validUntil;
      if (validUntil === undefined) continue;
      ends++;
      if (!edges.has(validUntil) || validUntil <= now) throw disagreement("it is no edge ahead", windows, question);
    }
  });
  fc.assert(property, worldsToTry(300));
  expect(ends).toBeGreaterThan(50);
});

test("a list as a whole says it, also of what it leaves out", { timeout: 600_000 }, () => {
  let ends = 0;
  const types = fc.constantFrom("doc", "folder", "group");
  const property = fc.property(worlds, timely, types, (world, { question, permission, now }, type) => {
    const graph = graphOf(world);
    const { subject, object, resource, context } = question;
    const lists: ((now: Instant) => List)[] = [
      (now) => listObjects(world.model, { subject, permission, type, context, now })(graph),
      (now) => listSubjects(world.model, { object, permission, type: "user", resource, context, now })(graph),
    ];
    for (const list of lists) {
      const first = answered(() => list(now));
      if (first === undefined) continue;
      const { validUntil } = first;
      if (validUntil !== undefined) ends++;
      for (const later of laterThan(now)) {
        if (validUntil !== undefined && later >= validUntil) continue;
        const asked = { ...question, permission, now: later };
        expectSame(outcomesOf(answered(() => list(later))), outcomesOf(first), world, asked);
      }
    }
  });
  fc.assert(property, worldsToTry(300));
  expect(ends).toBeGreaterThan(20);
});

/** What a list decides, but for how long each lasts. */
function outcomesOf(list: List | undefined): unknown {
  if (list === undefined) return undefined;
  const { rows, rest } = list;
  return {
    rows: rows.map(({ id, decision }) => [id, timeless(decision)]),
    rest: rest && [timeless(rest.decision), rest.except],
  };
}

/** The model with `true` for every policy, since they may read time. */
function withoutPolicies({ model }: World): World["model"] {
  return {
    ...model,
    policies: model.policies.map((policy) => ({ ...policy, required: [], parameters: [], body: true })),
  };
}
