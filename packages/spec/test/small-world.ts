import {
  indexModel,
  parseInstant,
  parseTuple,
  type Instant,
  type Model,
  type Relation,
  type Rewrite,
} from "@relata/model";
import type { World, WorldQuestion } from "@relata/spec";

export const NOW = parseInstant("2026-02-01T00:00:00Z") as Instant;

function stored(name: string): Relation {
  const subjects = [
    { type: "doc" },
    { type: "doc", relation: "p" },
    { type: "user" },
    { type: "user", wildcard: true as const },
  ];
  return { name, subjects: [...subjects, { type: "user", policy: "small" }], rewrite: { kind: "this" } };
}

/** A model of users and documents with relations `a` and `b` and one permission `p`, and a policy over two numbers. */
export function modelOf(rewrite: Rewrite): Model {
  return {
    version: 1,
    types: [
      {
        name: "doc",
        attributes: [{ name: "size", type: { kind: "number" }, trusted: false }],
        relations: [stored("a"), stored("b")],
        permissions: [{ name: "p", rewrite }],
      },
      { name: "user", attributes: [], relations: [], permissions: [] },
    ],
    policies: [
      {
        name: "small",
        parameters: [],
        required: [],
        body: { "<": [{ var: "resource.size" }, { var: "context.limit" }] },
      },
    ],
    context: [{ name: "limit", type: { kind: "number" } }],
  };
}

export function worldOf(rewrite: Rewrite, ...tuples: readonly string[]): World {
  const model = modelOf(rewrite);
  return { model, tuples: tuples.map((text) => parseTuple(indexModel(model), text)), attributes: [] };
}

/** User `x` asked of document `d`, with nothing supplied. */
export const ASKED: Omit<WorldQuestion, "permission"> = {
  subject: [{ type: "user", id: "x" }],
  object: { type: "doc", id: "d" },
  resource: {},
  context: {},
  now: NOW,
};
