import { check, checkMany, listObjects, listSubjects } from "@relata/resolver";
import { NAMES, worlds, type World } from "@relata/spec";
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

test("so it is of questions that share what they visit, whichever was asked first", { timeout: 600_000 }, () => {
  let ends = 0;
  const several = fc.tuple(timely, fc.shuffledSubarray([...NAMES], { minLength: 4 }));
  const property = fc.property(worlds, several, (world, [{ question: part, now }, names]) => {
    const graph = graphOf(world);
    const asked = names.map((permission) => ({ ...part, permission, now }));
    for (const [i, { decision }] of checkMany(world.model, asked)(graph).entries()) {
      const question = asked[i];
      if (question === undefined || decision === undefined) continue;
      const { validUntil } = decision;
      if (validUntil !== undefined) ends++;
      for (const later of laterThan(now)) {
        if (validUntil !== undefined && later >= validUntil) continue;
        const next = answered(() => check(world.model, graph, { ...question, now: later }));
        expectSame(timeless(next), timeless(decision), world, { ...question, now: later });
      }
    }
  });
  fc.assert(property, worldsToTry(300));
  expect(ends).toBeGreaterThan(50);
});

test("each row of a list is granted until its `validUntil` at the least", { timeout: 600_000 }, () => {
  let ends = 0;
  const types = fc.constantFrom("doc", "folder", "group");
  const property = fc.property(worlds, timely, types, (world, { question, permission, now }, type) => {
    const graph = graphOf(world);
    const { subject, object, resource, context } = question;
    const asked = { subject, object, permission, resource, context };
    const objects = answered(() => listObjects(world.model, { subject, permission, type, context, now })(graph));
    const subjects = answered(() =>
      listSubjects(world.model, { object, permission, type: "user", resource, context, now })(graph),
    );
    const rows = [
      ...(objects?.rows ?? []).map(({ id, decision }) => ({ ...asked, resource: {}, object: { type, id }, decision })),
      ...(subjects?.rows ?? []).map(({ id, decision }) => ({ ...asked, subject: [{ type: "user", id }], decision })),
    ];
    for (const { decision, ...row } of rows) {
      const { validUntil } = decision;
      if (validUntil !== undefined) ends++;
      for (const later of laterThan(now)) {
        if (validUntil !== undefined && later >= validUntil) continue;
        const next = answered(() => check(world.model, graph, { ...row, now: later }));
        expectSame(timeless(next), timeless(decision), world, { ...row, now: later });
      }
    }
  });
  fc.assert(property, worldsToTry(400));
  expect(ends).toBeGreaterThan(20);
});

/** The model with `true` for every policy, since they may read time. */
function withoutPolicies({ model }: World): World["model"] {
  return {
    ...model,
    policies: model.policies.map((policy) => ({ ...policy, required: [], parameters: [], body: true })),
  };
}
