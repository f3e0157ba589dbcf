import { isFailure, type Json, type JsonObject, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import {
  check,
  checkMany,
  drive,
  interruptible,
  MemoryGraph,
  type CheckOutcome,
  type Question,
} from "@relata/resolver";
import { NAMES, questions, worlds, type World } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphOf, loaded, runPlan } from "../agreement.ts";
import { ask, compiled, worldOf } from "../compiled.ts";
import { answered, laterThan } from "../decisions-as-lasting.ts";
import { expectSame } from "../disagreement.ts";
import { worldsToTry } from "../theorem.ts";
import { timeless } from "../timeless.ts";

/** Some policies also read the action, or an attribute that requests supply: then not everything can be shared. */
const readings = fc.array(fc.constantFrom("nothing", "nothing", "action", "resource"), { minLength: 3, maxLength: 3 });

function reading({ model, ...world }: World, what: readonly string[]): World {
  const policies = model.policies.map((policy, i) => ({ ...policy, body: bodyOf(policy.body, what[i]) }));
  return { ...world, model: { ...model, policies } };
}

function bodyOf(body: Json, what: string | undefined): Json {
  if (what === "action") return { or: [{ "==": [{ var: "action" }, NAMES[3] ?? ""] }, body] };
  if (what === "resource") return { and: [{ ">=": [{ var: "resource.level" }, 1] }, body] };
  return body;
}

/** Many of few subjects and objects, so that much could be shared; some bring attributes, some an own context. */
const batches = fc
  .tuple(questions, questions, fc.array(fc.nat(), { minLength: 20, maxLength: 30 }))
  .map(([a, b, picks]) =>
    picks.map((pick): Question => {
      const [who, what, given] = [pick & 1 ? a : b, pick & 2 ? a : b, pick & 4 ? a : b];
      return {
        subject: who.subject,
        object: pick & 8 ? { ...what.object, id: "d" } : what.object,
        permission: NAMES[(pick >> 4) % NAMES.length] ?? "",
        context: given.context,
        resource: pick & 512 ? given.resource : {},
        now: a.now,
      };
    }),
  );

function outcomeOf(world: World, graph: MemoryGraph, question: Question): CheckOutcome {
  try {
    return { decision: check(world.model, graph, question) };
  } catch (failure) {
    if (isFailure(failure)) return { failure };
    throw failure;
  }
}

/** As data that can be compared: a failure by its code, message and details. How long it lasts depends on what is shared. */
function shown({ decision, failure }: CheckOutcome): unknown {
  return failure === undefined
    ? timeless(decision)
    : { code: failure.code, message: failure.message, details: failure.details };
}

/** The law of `validUntil`, of what a batch says. */
function expectLasting(world: World, graph: MemoryGraph, question: Question, { decision }: CheckOutcome): void {
  for (const later of decision === undefined ? [] : laterThan(question.now)) {
    if (decision?.validUntil !== undefined && later >= decision.validUntil) continue;
    const asked = { ...question, now: later };
    const next = answered(() => check(world.model, graph, asked));
    expectSame(timeless(next), timeless(decision), world, asked);
  }
}

describe("a batch is its questions, one by one", () => {
  test("in random worlds whose policies read action and resource, in memory and loaded", { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    const law = fc.property(worlds, readings, batches, (made, what, batch) => {
      const world = reading(made, what);
      const graph = graphOf(world);
      const answers = [checkMany(world.model, batch)(graph), loaded(checkMany(world.model, batch), graph)];
      batch.forEach((question, i) => {
        const expected = outcomeOf(world, graph, question);
        const key = expected.decision?.outcome ?? expected.failure?.code ?? "";
        seen.set(key, (seen.get(key) ?? 0) + 1);
        if (i % 5 === 0) expectLasting(world, graph, question, answers[0]?.[i] as CheckOutcome);
        for (const answer of answers) {
          expectSame(shown(answer[i] as CheckOutcome), shown(expected), world, question);
        }
      });
    });
    fc.assert(law, worldsToTry(300));
    console.log(`outcomes: ${[...seen].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
    for (const kind of ["allowed", "denied", "conditional"]) {
      expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
    }
  });
});

const MODEL = `
  model 1
  type user
  type group { relation member: user | group#member }
  type folder {
    relation parent: folder
    relation viewer: user | group#member
    permission view = viewer + parent->view
    permission peek = view
  }
`;
const model = compiled(MODEL);

/** A hundred folders below each other, and ten thousand questions of two users about them. */
const folders = new MemoryGraph(
  Array.from({ length: 100 }, (_, i): Tuple => {
    const object = { type: "folder", id: `${i}` };
    return { object, relation: "parent", subject: { type: "folder", id: `${i + 1}` } };
  }),
);
const base = ask(model, "user:ann view folder:0");

function about(subject: SubjectRef, object: ObjectRef, permission = "view", resource: JsonObject = {}): Question {
  return { ...base, subject: [subject], object, permission, resource };
}

const many = Array.from({ length: 10_000 }, (_, i) =>
  about(
    { type: "user", id: i % 2 === 0 ? "ann" : "bob" },
    { type: "folder", id: `${(i >> 1) % 100}` },
    i % 3 === 0 ? "peek" : "view",
  ),
);

/** How often a batch asks the graph: nodes visited, but for those that need nothing of it. */
function asksOf(batch: readonly Question[], of = model, graph = folders): number {
  let asks = 0;
  interruptible(checkMany(of, batch), () => asks++)(graph);
  return asks;
}

function roundTrips(batch: readonly Question[]): number {
  return runPlan(drive(checkMany(model, batch)), folders).batches;
}

describe("the cost of a batch", () => {
  test("is that of its distinct nodes, however many questions there are", () => {
    // For each user: of each of 101 folders its viewers, twice (by name and by set), and its parents.
    const each = 101 * 3;
    expect(asksOf(many.slice(0, 1_000))).toBe(2 * each);
    expect(asksOf(many)).toBe(2 * each);
  });

  test("is not shared between permissions where a policy reads the action", () => {
    const acting = compiled(`${MODEL.replace("permission peek = view", "permission peek = view when acts")}
      policy acts = action == "peek"`);
    const single = asksOf([about({ type: "user", id: "ann" }, { type: "folder", id: "0" })], acting);
    expect(asksOf([...many], acting)).toBeGreaterThan(3 * single);
  });

  test("in round trips is that of its deepest question, and not the sum", () => {
    const bobs = about({ type: "user", id: "bob" }, { type: "folder", id: "0" }, "peek");
    expect([roundTrips([base]), roundTrips([base, bobs])]).toEqual([101, 101]);
    // All folders of the way are asked about at once, so that what lies above each is there after one more.
    expect(roundTrips(many)).toBe(2);
  });

  test("counts the budget anew for each question, and a question that passes it harms no other", () => {
    const short = about({ type: "user", id: "ann" }, { type: "folder", id: "90" });
    const batch = [base, short, base, about({ type: "user", id: "ann" }, { type: "folder", id: "89" })];
    const outcomes = checkMany(model, batch, { budget: 50 })(folders);
    expect(outcomes.map(({ decision, failure }) => decision?.outcome ?? failure?.code)).toEqual([
      "budget_exceeded",
      "denied",
      "budget_exceeded",
      "denied",
    ]);
    expect(outcomes[0]?.failure?.message).toContain("`view` on `folder:0` visits more than 50 nodes");
  });

  test("a question about a name that its type lacks fails alone, whatever is pending", () => {
    const lost = about({ type: "user", id: "ann" }, { type: "folder", id: "0" }, "veiw");
    const [first, second] = loaded(checkMany(model, [lost, base]), folders);
    expect([first?.failure?.code, second?.decision]).toEqual(["unknown_permission", { outcome: "denied" }]);
  });

  test("a failure that is of the whole batch is thrown, and what is pending is no failure", () => {
    const graph = graphOf(worldOf(model, []));
    const stop = new Error("stopped");
    const run = interruptible(checkMany(model, many), () => {
      throw stop;
    });
    expect(() => run(graph)).toThrow(stop);
    expect(checkMany(model, [])(graph)).toEqual([]);
  });
});
