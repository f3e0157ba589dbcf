import { readdirSync, readFileSync } from "node:fs";
import { isFailure, type Decision } from "@relata/model";
import { check, listObjects, listSubjects, type Graph, type List } from "@relata/resolver";
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
