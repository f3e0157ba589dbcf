import {
  compareText,
  isFailure,
  sameObject,
  type Decision,
  type FailureCode,
  type Missing,
  type SubjectRef,
} from "@relata/model";
import * as relata from "@relata/resolver";
import type { Graph, List, MemoryGraph } from "@relata/resolver";
import { IDS, NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { graphOf, loaded, type Engine } from "./agreement.ts";
import { disagreement, expectSame } from "./disagreement.ts";
import { timeless } from "./timeless.ts";

/** An id that nothing in any world names. */
const UNNAMED = "zz";

/** What a list is of: objects of a type, subjects of a type, or its subject sets. */
export const listings = fc.record({
  of: fc.constantFrom("objects", "objects", "subjects", "subjects", "sets"),
  type: fc.constantFrom("user", "apikey", "doc", "folder", "group", "group"),
  relation: fc.constantFrom(...NAMES),
  permission: fc.constantFrom(...NAMES),
});
export type Listing = typeof listings extends fc.Arbitrary<infer T> ? T : never;

/**
 * The law of lists as a property: in every world, each id is a row, an exception or part of the rest, and is there with
 * the decision that `check` gives it; and where `check` fails for some id, the list fails as it does.
 */
export function listsAsChecked(engine: Engine = relata, note: (list: List) => void = () => {}) {
  const several = fc.array(fc.tuple(questions, listings), { minLength: 4, maxLength: 4 });
  return fc.property(worlds, several, (world, asked) => {
    const graph = graphOf(world, engine);
    for (const [question, listing] of asked) expectList(engine, world, graph, question, listing, note);
  });
}

function expectList(
  engine: Engine,
  world: World,
  graph: MemoryGraph,
  asked: Omit<WorldQuestion, "permission">,
  listing: Listing,
  note: (list: List) => void,
): void {
  const whole = { ...asked, permission: listing.permission };
  const checks = new Map<string, Decision | FailureCode>();
  for (const id of idsToAsk(asked, listing)) {
    const question = questionOf(whole, listing, id);
    checks.set(
      id,
      outcomeOf(() => engine.check(world.model, graph, question)),
    );
  }
  const failures = [...checks.values()].filter((decision) => typeof decision === "string");
  for (const run of [
    (make: (graph: Graph) => List) => make(graph),
    (make: (graph: Graph) => List) => loaded(make, graph, engine),
  ]) {
    const list = outcomeOf(() => run(lister(engine, world, whole, listing)));
    const at = questionOf(whole, listing, "*");
    if (typeof list === "string" || failures.length > 0) {
      if (typeof list === "string" && failures.includes(list)) continue;
      throw disagreement(
        `checks fail with [${failures.join()}], the list of ${listing.of} with ${JSON.stringify(list)}`,
        world,
        at,
      );
    }
    note(list);
    for (const [id, decision] of checks)
      expectSame(timeless(placeOf(list, id, listing)), timelessly(decision), world, questionOf(whole, listing, id));
    expectOrder(list, world, at);
  }
}

function lister(engine: Engine, { model }: World, question: WorldQuestion, { of, type, relation }: Listing) {
  const { subject, object, resource, ...rest } = question;
  if (of === "objects") return engine.listObjects(model, { ...rest, subject, type });
  return engine.listSubjects(model, { ...rest, object, resource, type, ...(of === "sets" && { relation }) });
}

export function questionOf(question: WorldQuestion, { of, type, relation }: Listing, id: string): WorldQuestion {
  if (of === "objects") return { ...question, object: { type, id }, resource: {} };
  return { ...question, subject: [{ type, id, ...(of === "sets" && { relation }) }] };
}

/** Every id that a world may name, those of the question, and one that nobody names. */
export function idsToAsk(
  { subject, object }: { subject: readonly SubjectRef[]; object: SubjectRef },
  { type }: Listing,
) {
  const asked = [...subject, object].filter((one) => one.type === type && one.id !== "*").map(({ id }) => id);
  return new Set([...(IDS[type] ?? []), ...asked, UNNAMED]);
}

/** What the list says of the id. What the rest waits for is told of the generic object. */
function placeOf({ rows, rest }: List, id: string, { of, type }: Listing): Decision {
  const row = rows.find((row) => row.id === id);
  if (row !== undefined) return row.decision;
  if (rest === undefined || rest.except.includes(id)) return { outcome: "denied" };
  return saidOf(rest.decision, id, { of, type });
}

/** What is said of the generic id, said of another. */
export function saidOf(decision: Decision, id: string, { of, type }: Pick<Listing, "of" | "type">): Decision {
  if (decision.outcome !== "conditional") return decision;
  const listed = of === "objects" ? "resource." : "subject.";
  const missing = decision.missing.map((entry) =>
    entry.path.startsWith(listed) && sameObject(entry.of ?? { type: "", id: "" }, { type, id: "*" })
      ? { ...entry, of: { type, id } }
      : entry,
  );
  // Why: the id has another place among the rest of what is missing than `*` has.
  return { outcome: "conditional", missing: missing.sort(inOrder) };
}

export function timelessly(decision: Decision | FailureCode) {
  return typeof decision === "string" ? decision : timeless(decision);
}

export function inOrder(a: Missing, b: Missing): number {
  return (
    compareText(a.path, b.path) ||
    compareText(a.of?.type ?? "", b.of?.type ?? "") ||
    compareText(a.of?.id ?? "", b.of?.id ?? "")
  );
}

/** Rows and exceptions are sorted, each id once, never the generic one; exceptions are what the rest would else cover. */
function expectOrder({ rows, rest }: List, world: World, question: WorldQuestion): void {
  const except = rest?.except ?? [];
  for (const ids of [rows.map(({ id }) => id), except])
    expectSame(ids, [...new Set(ids)].filter((id) => id !== "*").sort(), world, question);
  expectSame(
    rows.filter(({ id }) => except.includes(id)),
    [],
    world,
    question,
  );
}

export function outcomeOf<T>(attempt: () => T): T | FailureCode {
  try {
    return attempt();
  } catch (error) {
    const expected = ["paradox", "policy_failed", "unknown_permission"] as const;
    if (isFailure(error) && expected.some((code) => code === error.code)) return error.code;
    throw error;
  }
}
