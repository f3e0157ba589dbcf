import { isFailure, type Decision, type FailureCode, type ObjectRef } from "@relata/model";
import {
  check,
  drive,
  permissionNames,
  permissionsOf,
  type HeldPermissions,
  type PermissionsQuestion,
} from "@relata/resolver";
import { IDS, questions, worlds } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphOf, loaded, runPlan } from "../agreement.ts";
import { ask, at, compiled, worldOf } from "../compiled.ts";
import { expectSame } from "../disagreement.ts";
import { worldsToTry } from "../theorem.ts";

const TYPES = ["folder", "doc", "group"];

/** Every object of the type that a world may name, and one that none does. */
function objectsOf(type: string) {
  return [...(IDS[type] ?? []), "nobody"].map((id) => ({ object: { type, id }, resource: {} }));
}

/** What the entries say of one permission of one object: its own entry, or that of everything of its type. */
function said(entries: readonly HeldPermissions[], { type, id }: ObjectRef, permission: string): Decision {
  const of = (id: string) => entries.find(({ object }) => object.type === type && object.id === id);
  const entry = of(id) ?? of("*");
  if (entry?.allowed.includes(permission) === true) return { outcome: "allowed" };
  const waiting = entry?.conditional.find((one) => one.permission === permission);
  return waiting === undefined ? { outcome: "denied" } : { outcome: "conditional", missing: waiting.missing };
}

/** The decision, with what is missing of the object itself told of the generic one, as an entry for `T:*` must. */
function generic(decision: Decision, { type, id }: ObjectRef): unknown {
  if (decision.outcome !== "conditional") return decision.outcome;
  const paths = decision.missing.map(({ path, of }) => {
    if (of === undefined) return path;
    return `${path} of ${of.type}:${of.type === type && of.id === id ? "*" : of.id}`;
  });
  return paths.sort();
}

function attempt<T>(run: () => T): T | FailureCode {
  try {
    return run();
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return error.code;
    throw error;
  }
}

describe("the permissions of a subject are what check says, name by name", () => {
  test("in random worlds, of whole types and of objects, in memory and loaded", { timeout: 600_000 }, () => {
    const seen = { allowed: 0, conditional: 0, wildcard: 0, failed: 0 };
    const asked = questions.filter(({ subject }) => subject.every(({ id }) => id !== "*"));
    const law = fc.property(worlds, asked, fc.subarray(TYPES), fc.boolean(), (world, part, types, isNamed) => {
      const { subject, context, now, object, resource } = part;
      const graph = graphOf(world);
      const objects = isNamed ? [{ object, resource }] : [];
      const question: PermissionsQuestion = { subject, context, now, types, objects };
      const answers = [
        attempt(() => permissionsOf(world.model, question)(graph)),
        attempt(() => loaded(permissionsOf(world.model, question), graph)),
      ];
      for (const entries of answers) {
        if (typeof entries === "string") {
          seen.failed++;
          continue;
        }
        seen.wildcard += entries.filter(({ object }) => object.id === "*").length;
        for (const one of [
          ...types
            .flatMap(objectsOf)
            .filter((each) => !isNamed || each.object.id !== object.id || each.object.type !== object.type),
          ...objects,
        ]) {
          for (const permission of permissionNames(world.model, one.object.type)) {
            const whole = { subject, context, now, ...one, permission };
            const expected = check(world.model, graph, whole);
            if (expected.outcome !== "denied") seen[expected.outcome]++;
            expectSame(
              generic(said(entries, one.object, permission), one.object),
              generic(expected, one.object),
              world,
              whole,
            );
          }
        }
        expect(
          entries
            .flatMap(({ allowed, conditional }) => [...allowed, ...conditional.map((one) => one.permission)])
            .every((name) => world.model.types.some(({ permissions }) => permissions.some((one) => one.name === name))),
        ).toBe(true);
      }
      expect(answers[0]).toEqual(answers[1]);
    });
    fc.assert(law, worldsToTry(300));
    console.log(`permissions: ${JSON.stringify(seen)}`);
    for (const count of [seen.allowed, seen.conditional, seen.wildcard]) expect(count).toBeGreaterThan(5);
  });
});

const model = compiled(`
  model 1
  type user
  type folder {
    relation owner: user
    relation viewer: user | user:*
    relation banned: user
    permission view = (viewer + owner) - banned
    permission edit = owner
    permission archive = owner when asked_for
  }
  policy asked_for = action == "archive"
`);
const graph = graphOf(
  worldOf(model, [
    "folder:*#viewer@user:*",
    "folder:b#banned@user:ann",
    "folder:a#owner@user:ann",
    "folder:c#viewer@user:bob",
  ]),
);
const { subject, context, now } = ask(model, "user:ann view folder:a");

test("an entry says until when time takes nothing of it away", () => {
  const until = at("2026-03-01T00:00:00Z");
  const lent = graphOf(
    worldOf(model, ["folder:a#owner@user:ann until 2026-03-01T00:00:00Z", "folder:b#viewer@user:*"]),
  );
  const entries = permissionsOf(model, { subject, context, now, types: ["folder"], objects: [] })(lent);
  expect(entries.map(({ object, validUntil }) => [object.id, validUntil])).toEqual([
    ["a", until],
    ["b", undefined],
  ]);
  expect(permissionsOf(model, { subject, context, now: until, types: ["folder"], objects: [] })(lent)).toHaveLength(1);
});

describe("the permissions of a subject", () => {
  test("of a type: each object that differs, an exception with nothing, and everything else last", () => {
    const entries = permissionsOf(model, { subject, context, now, types: ["folder"], objects: [] })(graph);
    expect(entries.map(({ object, allowed }) => [object.id, allowed])).toEqual([
      ["a", ["archive", "edit", "view"]],
      ["b", []],
      ["c", ["view"]],
      ["*", ["view"]],
    ]);
  });

  test("of objects: an entry for each that is asked about, and never a relation", () => {
    const objects = ["z", "a", "b"].map((id) => ({ object: { type: "folder", id }, resource: {} }));
    const entries = permissionsOf(model, { subject, context, now, types: [], objects })(graph);
    expect(entries.map(({ object, allowed }) => [object.id, allowed])).toEqual([
      ["a", ["archive", "edit", "view"]],
      ["b", []],
      ["z", ["view"]],
    ]);
  });

  test("can be of some names only", () => {
    const question = { subject, context, now, types: ["folder"], objects: [], permissions: ["edit", "owner"] };
    expect(permissionsOf(model, question)(graph)).toEqual([
      { object: { type: "folder", id: "a" }, allowed: ["edit"], conditional: [] },
    ]);
  });

  test("take the round trips of the deepest of them", () => {
    const question = {
      subject,
      context,
      now,
      types: ["folder"],
      objects: [{ object: { type: "folder", id: "a" }, resource: {} }],
    };
    expect(runPlan(drive(permissionsOf(model, question)), graph).batches).toBeLessThanOrEqual(3);
  });
});
