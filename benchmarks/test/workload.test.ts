import { formatTuple, indexModel, instantFromMs, parseObject, parseSubject } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import { specify } from "@relata/spec";
import { describe, expect, test } from "vitest";
import type { Asked } from "../src/contenders/contender.ts";
import { EVERYWHERE, Organisation, READER } from "../src/workload/organisation.ts";
import { KINDS, questionsOf } from "../src/workload/questions.ts";
import { documentsOf, mayView } from "../src/workload/reference.ts";
import { L, M, S, sizeOf } from "../src/workload/size.ts";
import { WORKLOAD_MODEL } from "../src/workload/workload-model.ts";

const INDEX = indexModel(WORKLOAD_MODEL);
const SMALL = sizeOf("small", 1_000);

function parsed({ subject, permission, object }: Asked) {
  return {
    subject: [parseSubject(INDEX, subject)],
    permission,
    object: parseObject(INDEX, object),
    resource: {},
    context: {},
    now: instantFromMs(0),
  };
}

function textOf(world: Organisation): readonly string[] {
  return [...world.tuples()].map(formatTuple);
}

describe("an organisation", () => {
  test.each([SMALL, S, M])("of $tuples tuples has exactly so many, and none twice", (size) => {
    const tuples = textOf(new Organisation(size));
    expect(tuples.length).toBe(size.tuples);
    expect(new Set(tuples).size).toBe(size.tuples);
  });

  test("has at most 150,000 ids, however many tuples it has", () => {
    for (const size of [L, sizeOf("more", 3_000_000)]) {
      const { users, keys, groups, folders, documents } = size;
      expect(users + keys + groups + folders + documents).toBeLessThanOrEqual(150_000);
    }
  });

  test("is the same where the seed is, and another where it is not", () => {
    expect(textOf(new Organisation(S))).toEqual(textOf(new Organisation(S)));
    expect(textOf(new Organisation(S, 1))).not.toEqual(textOf(new Organisation(S)));
    expect(questionsOf(new Organisation(S), 20)).toEqual(questionsOf(new Organisation(S), 20));
  });

  test("has somebody who sees all, and somebody who sees a thousand", () => {
    const world = new Organisation(S);
    expect(documentsOf(world, EVERYWHERE).size).toBe(S.documents);
    expect(documentsOf(world, READER).size).toBe(1_000);
  });

  test("is listed as it is asked", () => {
    const world = new Organisation(SMALL);
    for (let person = 0; person < world.people; person++) {
      const asked = Array.from({ length: SMALL.documents }, (_, n) => n).filter((n) => mayView(world, person, n));
      expect([...documentsOf(world, person)].sort((a, b) => a - b)).toEqual(asked);
    }
  });
});

describe("questions", () => {
  test("are of every kind, in equal numbers, and both answers are expected", () => {
    const questions = questionsOf(new Organisation(S), 30);
    for (const kind of KINDS) {
      const ofKind = questions.filter((question) => question.kind === kind);
      expect(ofKind.length).toBe(30);
      expect(new Set(ofKind.map(({ allowed }) => allowed))).toEqual(new Set([kind !== "banned" && kind !== "denied"]));
    }
  });

  test("are answered by the specification as they are expected to be", () => {
    const world = new Organisation(SMALL);
    const meant = { model: WORKLOAD_MODEL, tuples: [...world.tuples()], attributes: [] };
    for (const question of questionsOf(world, 1)) {
      const { kind } = specify(meant, parsed(question))(question.permission);
      expect([question.kind, kind]).toEqual([question.kind, question.allowed ? "allowed" : "denied"]);
    }
  });

  test.each([SMALL, S])("are answered by the resolver as they are expected to be: $tuples tuples", (size) => {
    const world = new Organisation(size);
    const graph = new MemoryGraph([...world.tuples()]);
    for (const question of questionsOf(world, 100)) {
      const { outcome } = check(WORKLOAD_MODEL, graph, parsed(question));
      expect([question.kind, outcome]).toEqual([question.kind, question.allowed ? "allowed" : "denied"]);
    }
  });
});
