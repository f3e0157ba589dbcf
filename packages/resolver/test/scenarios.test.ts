import { readdirSync, readFileSync } from "node:fs";
import { compareText, formatInstant, formatTuple, isFailure, TRUE, type Decision } from "@relata/model";
import { check, explain, listObjects, listSubjects, walkSteps, type Graph, type List } from "@relata/resolver";
import {
  readScenario,
  specify,
  type ListQuestion,
  type Scenario,
  type ScenarioText,
  type WorldQuestion,
} from "@relata/spec";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { graphOf, loaded, verdictOf } from "./agreement.ts";
import { compiled } from "./compiled.ts";
import { sayMiss } from "./misses-as-applied.ts";

const FOLDER = new URL("../../spec/scenarios/", import.meta.url);

const FAILURES: ReadonlySet<string> = new Set(["paradox", "policy_failed"]);

const scenarios = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => {
    const text = parse(readFileSync(new URL(name, FOLDER), "utf8")) as ScenarioText;
    return { name, scenario: readScenario(text, compiled) };
  });

describe.each(scenarios)("$name: $scenario.situation", ({ scenario }) => {
  const { world, questions, lists } = scenario;
  const graph = graphOf(world);
  // Why: a list fails where one of its ids does, also where the one asked about here has an answer.
  const failures = questions.map(({ text }) => text.answer).filter((answer) => FAILURES.has(answer));
  const both = (attempt: (graph: Graph) => void) => {
    attempt(graph);
    loaded(attempt, graph);
  };

  test.each(questions.map((each) => [title(each.text), each] as const))("%s", (_, { text, question }) => {
    const expected =
      text.answer === "conditional" ? { kind: text.answer, missing: text.missing } : { kind: text.answer };
    expect(verdictOf(() => check(world.model, graph, question))).toEqual(expected);
    expect(verdictOf(() => loaded((graph) => check(world.model, graph, question), graph))).toEqual(expected);
    expect(specify(world, question)(question.permission)).toEqual(expected);
    const { proof, misses, until } = text;
    const told = proof === undefined && misses === undefined && until === undefined ? {} : explained(world, question);
    expect(told).toMatchObject({ ...(proof && { proof }), ...(misses && { misses }), ...(until && { until }) });
    for (const list of listsOf(question))
      both((graph) => expect([text.answer, ...failures]).toContain(answerOf(() => list(scenario, graph))));
  });

  test.each(lists.map((each) => [title(each.text), each] as const))("%s", (_, { text, question }) => {
    for (const list of [listOf(scenario, question)(graph), loaded(listOf(scenario, question), graph)]) {
      expect(Object.fromEntries(list.rows.map(({ id, decision }) => [id, decision.outcome]))).toEqual(text.rows);
      expect(list.rest?.decision.outcome).toBe(text.rest);
      expect(list.rest?.except ?? []).toEqual(text.except ?? []);
    }
  });
});

test("there are scenarios, and no two of one situation", () => {
  const situations = scenarios.map(({ scenario }) => scenario.situation);
  expect(new Set(situations).size).toBe(situations.length);
  expect(situations.length).toBeGreaterThan(20);
});

/** Those that other engines fell into (DESIGN §4). */
const TRAPS = [
  "caching a negative answer found inside a cycle",
  "wildcard minus wildcard",
  "conditional on the right of an exclusion",
  "the same subject through two policies",
  "`all` over nothing",
  "a subject set whose name is a permission",
  "object wildcard under an arrow",
  "a list that disagrees with check",
  "cache keys made of joined strings",
  "NULL in SQL",
  "a caller who satisfies a tuple's policy by sending its parameter",
  "request attributes of one object unlocking another through an arrow",
];

test("each trap of the design has a scenario, with a list and an explanation among what it expects", () => {
  const trapped = scenarios.filter(({ scenario }) => scenario.trap !== undefined);
  expect(new Set(trapped.map(({ scenario }) => scenario.trap))).toEqual(new Set(TRAPS));
  for (const { scenario } of trapped) {
    expect(scenario.lists.length).toBeGreaterThan(0);
    expect(scenario.questions.some(({ text }) => text.proof !== undefined || text.misses !== undefined)).toBe(true);
  }
});

/** What an explanation says, as a scenario writes it. */
function explained(world: Scenario["world"], question: WorldQuestion) {
  const { decision, reasons, misses } = explain(world.model, graphOf(world), question);
  const steps = reasons.flatMap(({ names }) => names.flatMap(({ step }) => [...walkSteps(step)]));
  const tuples = steps.flatMap((step) =>
    step.kind === "tuple" && step.truth === TRUE ? [formatTuple(step.tuple)] : [],
  );
  const until = decision.validUntil === undefined ? undefined : formatInstant(decision.validUntil);
  return { proof: [...new Set(tuples)].sort(compareText), misses: misses.map(sayMiss), until };
}

/** `user:ann view doc:d {"region":"eu"}: allowed`. */
function title(text: Scenario["questions"][number]["text"] | Scenario["lists"][number]["text"]): string {
  if (!("ask" in text)) return `${text.objects ?? text.subjects}: ${Object.keys(text.rows).join(", ")}`;
  const { ask, answer, resource, context, now } = text;
  return [
    ask,
    ...[resource, context, now].flatMap((value) => (value === undefined ? [] : JSON.stringify(value))),
    answer,
  ].join(" ");
}

/** The lists that must hold the object, or the subject, of a question. */
function listsOf(question: WorldQuestion): ((scenario: Scenario, graph: Graph) => Decision)[] {
  const { subject, object, resource, ...asked } = question;
  const lists: ((scenario: Scenario, graph: Graph) => Decision)[] = [];
  if (Object.keys(resource).length === 0 && object.id !== "*")
    lists.push(({ world }, graph) =>
      placeOf(listObjects(world.model, { ...asked, subject, type: object.type })(graph), object.id),
    );
  const [one] = subject;
  if (one !== undefined && subject.length === 1 && one.id !== "*") {
    const { id, ...kind } = one;
    lists.push(({ world }, graph) =>
      placeOf(listSubjects(world.model, { ...asked, object, resource, ...kind })(graph), id),
    );
  }
  return lists;
}

function placeOf({ rows, rest }: List, id: string): Decision {
  const row = rows.find((row) => row.id === id);
  if (row !== undefined) return row.decision;
  return rest === undefined || rest.except.includes(id) ? { outcome: "denied" } : rest.decision;
}

function answerOf(decide: () => Decision): string {
  try {
    return decide().outcome;
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return error.code;
    throw error;
  }
}

function listOf({ world }: Scenario, question: ListQuestion): (graph: Graph) => List {
  const { subject, object, ...asked } = question;
  if (subject !== undefined) return listObjects(world.model, { ...asked, subject });
  if (object === undefined) throw new Error("a list names a subject or an object");
  return listSubjects(world.model, { ...asked, object });
}
