import { compareText, formatSubject, WILDCARD, type Decision, type Missing, type Model } from "@relata/model";
import {
  explain,
  listObjects,
  listSubjects,
  type Explanation,
  type Graph,
  type List,
  type Question,
} from "@relata/resolver";
import type { ExpectedList, ObjectsExpectation, SubjectsExpectation } from "../suite/suite.ts";
import type { Judgement } from "./judgement.ts";
import { isExpected, sayDecision, sayExpected } from "./outcome-text.ts";

/** Ids whose difference is explained; a list that is all wrong is wrong for one reason. */
const MAX_EXPLAINED = 3;

/** @throws Failure `paradox`, `policy_failed`, `budget_exceeded` */
export function judgeObjects(model: Model, graph: Graph, { question, expected }: ObjectsExpectation): Judgement {
  const { type, ...asked } = question;
  const list = listObjects(model, question)(graph);
  return judge({ list, expected, show: (id) => formatSubject({ type, id }) }, (id) =>
    explain(model, graph, { ...asked, object: { type, id }, resource: {} }),
  );
}

/** @throws Failure as `judgeObjects` */
export function judgeSubjects(model: Model, graph: Graph, { question, expected }: SubjectsExpectation): Judgement {
  const { type, relation, ...asked } = question;
  const reference = (id: string) => ({ type, id, ...(relation !== undefined && id !== WILDCARD && { relation }) });
  const list = listSubjects(model, question)(graph);
  return judge({ list, expected, show: (id) => formatSubject(reference(id)) }, (id) => {
    const question: Question = { resource: {}, ...asked, subject: [reference(id)] };
    return explain(model, graph, question);
  });
}

interface Compared {
  readonly list: List;
  readonly expected: ExpectedList;
  readonly show: (id: string) => string;
}

/** Both lists are functions of ids: they agree where they agree on each id that either names, and on all others. */
function judge({ list, expected, show }: Compared, explainId: (id: string) => Explanation): Judgement {
  const actual = decisionsOf(list);
  const ids = [...new Set([...expected.named.keys(), ...actual.named.keys()])].sort(compareText);
  const differing = [...ids, WILDCARD].filter((id) => !isExpected(at(expected, id), at(actual, id)));
  const wanted = [...ids, WILDCARD].map((id) => [show(id), sayExpected(at(expected, id))] as const);
  const given = [...ids, WILDCARD].map((id) => [show(id), sayDecision(at(actual, id))] as const);
  return {
    passes: differing.length === 0,
    expected: sayList(wanted),
    actual: sayList(given),
    missing: differing.flatMap((id) => missingOf(at(actual, id))),
    explain: () => differing.slice(0, MAX_EXPLAINED).map(explainId),
  };
}

interface Decisions<T> {
  readonly named: ReadonlyMap<string, T>;
  readonly rest: T;
}

function at<T>({ named, rest }: Decisions<T>, id: string): T {
  return named.get(id) ?? rest;
}

function decisionsOf({ rows, rest }: List): Decisions<Decision> {
  const denied: Decision = { outcome: "denied" };
  const named = new Map<string, Decision>(rows.map(({ id, decision }) => [id, decision]));
  for (const id of rest?.except ?? []) named.set(id, denied);
  return { named, rest: rest?.decision ?? denied };
}

function missingOf(decision: Decision): readonly Missing[] {
  return decision.outcome === "conditional" ? decision.missing : [];
}

/** What is allowed, then what is conditional; what is denied goes without saying, unless a wildcard would grant it. */
function sayList(entries: readonly (readonly [reference: string, outcome: string])[]): string {
  const [, rest] = entries.at(-1) ?? ["", "denied"];
  const told = entries.filter(([, outcome]) => outcome !== "denied" || rest !== "denied");
  const words = told.flatMap(([reference, outcome], i) => {
    if (i === told.length - 1 && outcome === "denied" && rest === "denied") return [];
    return [outcome === "allowed" ? reference : `${reference} (${outcome})`];
  });
  return words.length === 0 ? "none" : words.join(", ");
}
