import { readScenario, type ScenarioText } from "@relata/spec";
import { expect, test } from "vitest";
import { modelOf, NOW } from "./small-world.ts";

const TEXT: ScenarioText = {
  situation: "one viewer",
  why: "to read it",
  model: "a model",
  tuples: ["doc:d#a@user:x", "doc:d#gone@user:x"],
  attributes: { "doc:d": { size: 1 } },
  questions: [
    { ask: "user:x p doc:d", answer: "allowed" },
    { ask: "user:x and doc:d#p a doc:*", answer: "denied", resource: { size: 2 }, now: "2026-02-01T00:00:00Z" },
  ],
  lists: [
    { objects: "user:x p doc", rows: { d: "allowed" } },
    { subjects: "doc#p a doc:d", rows: {}, context: { limit: 1 } },
  ],
};

const read = (text: ScenarioText) => readScenario(text, () => modelOf({ kind: "computed", relation: "a" }));

test("a situation is read into a world, its questions and its lists", () => {
  const { world, questions, lists } = read(TEXT);
  expect(world.tuples.map(({ relation }) => relation)).toEqual(["a", "gone"]);
  expect(world.attributes).toEqual([{ object: { type: "doc", id: "d" }, values: { size: 1 } }]);
  expect(questions.map(({ question }) => question)).toEqual([
    {
      subject: [{ type: "user", id: "x" }],
      permission: "p",
      object: { type: "doc", id: "d" },
      resource: {},
      context: {},
      now: NOW,
    },
    {
      subject: [
        { type: "user", id: "x" },
        { type: "doc", id: "d", relation: "p" },
      ],
      permission: "a",
      object: { type: "doc", id: "*" },
      resource: { size: 2 },
      context: {},
      now: NOW,
    },
  ]);
  expect(lists.map(({ question }) => question)).toEqual([
    { subject: [{ type: "user", id: "x" }], permission: "p", type: "doc", context: {}, now: NOW },
    { object: { type: "doc", id: "d" }, permission: "a", type: "doc", relation: "p", context: { limit: 1 }, now: NOW },
  ]);
});

function broken(change: Partial<ScenarioText>): () => unknown {
  return () => read({ ...TEXT, ...change });
}

test("a situation with a mistake in it is refused", () => {
  expect(broken({ tuples: ["doc:d"] })).toThrow("is not a tuple");
  expect(broken({ questions: [{ ask: "usr:x p doc:d", answer: "allowed" }] })).toThrow("unknown type `usr`");
  expect(broken({ now: "soon" })).toThrow("`soon` is not an instant");
});
