import { diffAccess, type AccessGroup, type Answer } from "@relata/diff";
import { indexModel, isFailure, type Model } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import { describeWorld, IDS, models, NOW, OBJECT_TYPES, worlds, type World } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mutations, without } from "./mutate-model.ts";
import { worldsToTry } from "./worlds-to-try.ts";

const NAMES = ["viewer", "member", "editor", "view", "edit", "share"];
const context = { limit: 2, y: 1 };

/** A named subject or object of each id, and one that nothing names. */
const idsOf = (type: string, unnamed: string) => [...(IDS[type] ?? []), unnamed];

/** What `check` says of the question on one side. */
function answer(model: Model, graph: MemoryGraph, subject: string, permission: string, object: string): Answer {
  const [type = "", id = ""] = object.split(":");
  const [subjectType = "", subjectId = ""] = subject.split(":");
  if (indexModel(model).types.get(type)?.rewrites.has(permission) !== true) return "denied";
  const question = { subject: [{ type: subjectType, id: subjectId }], permission, object: { type, id } };
  try {
    return check(model, graph, { ...question, resource: {}, context, now: NOW }).outcome;
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return "failed";
    throw error;
  }
}

function has(list: AccessGroup["examples"], subject: string, object: string): boolean {
  return list.some((pair) => pair.subject === subject && pair.object === object);
}

/** Whether the group says of the pair that it changes. Whoever nothing names is `type:*` there. */
function says({ everybody, everything, examples, except }: AccessGroup, subject: string, object: string): boolean {
  const anybody = `${subject.split(":")[0]}:*`;
  const anything = `${object.split(":")[0]}:*`;
  if (has(examples, subject, object)) return true;
  if (has(except.examples, subject, object)) return false;
  if (everybody && everything)
    return !has(except.examples, subject, anything) && !has(except.examples, anybody, object);
  if (everybody) return has(examples, anybody, object);
  return everything && has(examples, subject, anything);
}

const seen = { changed: 0, everybody: 0, everything: 0, failed: 0, same: 0 };

function compare({ model: before, tuples, attributes }: World, after: Model): void {
  const graph = new MemoryGraph(tuples);
  for (const { object, values } of attributes) graph.setAttributes(object, values);
  const { groups } = diffAccess(before, after, { tuples, attributes }, { now: NOW, context, maxExamples: 10_000 });
  for (const type of OBJECT_TYPES) {
    for (const permission of NAMES) {
      for (const subjectType of ["user", "apikey", "group"]) {
        const own = groups.filter(
          (group) => group.type === type && group.permission === permission && group.subjectType === subjectType,
        );
        for (const subjectId of idsOf(subjectType, "nobody")) {
          for (const objectId of idsOf(type, "nothing")) {
            const [subject, object] = [`${subjectType}:${subjectId}`, `${type}:${objectId}`];
            const [old, now] = [before, after].map((model) => answer(model, graph, subject, permission, object));
            // What holds of an object itself is told of those that the data names: `self` has no unnamed one.
            if (subject === object && !graph.ids(type).includes(objectId)) continue;
            const saying = own.filter((group) =>
              says(group, subject.replace(":nobody", ":*"), object.replace(":nothing", ":*")),
            );
            const said = [...new Set(saying.map((group) => `${group.before} ${group.after}`))];
            const expected = old === now ? [] : [`${old} ${now}`];
            if (said.join() !== expected.join()) {
              const question = {
                subject: [],
                permission,
                object: { type, id: objectId },
                resource: {},
                context,
                now: NOW,
              };
              const world = describeWorld({ model: before, tuples, attributes }, question);
              const other = describeWorld({ model: after, tuples: [], attributes: [] }, question);
              throw new Error(
                `${subject} ${permission} ${object}: ${expected.join()} said ${said.join()} ${JSON.stringify(own)}\n${world}\nafter\n${other}`,
              );
            }
            if (old === now) seen.same++;
            else seen.changed++;
            if (old !== now && (old === "failed" || now === "failed")) seen.failed++;
            if (saying.some(({ everybody }) => everybody)) seen.everybody++;
            if (saying.some(({ everything }) => everything)) seen.everything++;
          }
        }
      }
    }
  }
}

const changed = fc
  .tuple(worlds, models)
  .chain(([world, donor]) => fc.tuple(fc.constant(world), mutations(world.model, donor)));

test("whose access changes is exactly the difference of checks before and after, in random worlds", () => {
  fc.assert(
    fc.property(changed, ([world, after]) => compare(world, after)),
    worldsToTry(20),
  );
  console.log(`access: ${JSON.stringify(seen)}`);
  expect(seen.changed).toBeGreaterThan(80);
  expect(Math.min(seen.everybody, seen.everything)).toBeGreaterThan(0);
});

test("a permission that only one model has counts from nothing, and to nothing", () => {
  const before = seen.changed;
  fc.assert(
    fc.property(worlds, (world) => {
      const less = without(world.model, "folder", "share");
      compare(world, less);
      compare({ ...world, model: less }, world.model);
    }),
    worldsToTry(40),
  );
  expect(seen.changed).toBeGreaterThan(before);
});

test("two equal models give nobody anything, and nothing is asked", () => {
  fc.assert(
    fc.property(worlds, ({ model, tuples, attributes }) => {
      const same = structuredClone(model);
      expect(diffAccess(model, same, { tuples, attributes }, { now: NOW })).toEqual({
        groups: [],
        stillConditional: 0,
        lists: 0,
      });
    }),
    worldsToTry(20),
  );
});
