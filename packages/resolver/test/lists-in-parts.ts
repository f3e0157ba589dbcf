import { admits, indexModel, inWindow, type Decision, type FailureCode, type ObjectRef } from "@relata/model";
import * as relata from "@relata/resolver";
import type { Grant, Graph, ListPage, PageOf, ScopeOf } from "@relata/resolver";
import { IDS, NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { graphOf, loaded, type Engine } from "./agreement.ts";
import { disagreement, expectSame } from "./disagreement.ts";
import { idsToAsk, listings, outcomeOf, questionOf, saidOf, timelessly, type Listing } from "./lists-as-checked.ts";

const scopes: fc.Arbitrary<ScopeOf> = fc.record({
  within: fc
    .constantFrom("doc", "folder", "group")
    .chain((type) => fc.record({ type: fc.constant(type), id: fc.constantFrom(...(IDS[type] ?? [])) })),
  through: fc.subarray(["parent", "member", "viewer"], { minLength: 1 }),
});

const parts = fc.record({
  permissions: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
  limit: fc.integer({ min: 1, max: 3 }),
  scope: fc.option(scopes, { nil: undefined, freq: 2 }),
});

interface Asked extends Omit<WorldQuestion, "permission"> {
  readonly listing: Listing;
  readonly permissions: readonly string[];
  readonly limit: number;
  readonly scope: ScopeOf | undefined;
}

/**
 * The law of lists in parts: a list of several permissions says of each id and permission what `check` does, of objects in
 * the scope; and its pages, of whatever size, are the list.
 */
export function listsInParts(engine: Engine = relata, note: (page: ListPage) => void = () => {}) {
  const several = fc.array(fc.tuple(questions, listings, parts), { minLength: 3, maxLength: 3 });
  return fc.property(worlds, several, (world, all) => {
    for (const [question, listing, part] of all) {
      const scope = listing.of === "objects" ? part.scope : undefined;
      expectParts(engine, world, { ...question, ...part, listing, scope }, note);
    }
  });
}

function expectParts(engine: Engine, world: World, asked: Asked, note: (page: ListPage) => void): void {
  const { listing, permissions } = asked;
  const graph = graphOf(world, engine);
  const at = questionOf({ ...asked, permission: permissions[0] ?? "" }, listing, "*");
  const expected = new Map<string, ReadonlyMap<string, Decision | FailureCode>>();
  for (const id of idsToAsk(asked, listing)) expected.set(id, decisionsOf(engine, world, graph, asked, id));
  const failures = [...expected.values()].flatMap((all) => [...all.values()].filter((one) => typeof one === "string"));
  const memory = (make: (graph: Graph) => ListPage) => make(graph);
  const whole = outcomeOf(() => memory(lister(engine, world, asked, {})));
  if (typeof whole === "string" || failures.length > 0) {
    if (typeof whole === "string" && failures.includes(whole)) return;
    throw disagreement(`checks fail with [${failures.join()}], the list with ${JSON.stringify(whole)}`, world, at);
  }
  note(whole);
  for (const [id, decisions] of expected) {
    for (const [permission, decision] of decisions)
      expectSame(timelessly(saidBy(whole, id, permission, listing)), timelessly(decision), world, at);
  }
  for (const run of [memory, (make: (graph: Graph) => ListPage) => loaded(make, graph, engine)])
    expectSame(withoutTime(inPages(run, engine, world, asked)), withoutTime({ ...whole, isCut: false }), world, at);
}

function decisionsOf(engine: Engine, world: World, graph: Graph, asked: Asked, id: string) {
  const { listing, permissions, scope } = asked;
  const isIn = scope === undefined || lies(world, { type: listing.type, id }, scope, asked);
  return new Map(
    permissions.map((permission): [string, Decision | FailureCode] => {
      const question = questionOf({ ...asked, permission }, listing, id);
      const decision = outcomeOf(() => engine.check(world.model, graph, question));
      return [permission, isIn || decision === "unknown_permission" ? decision : { outcome: "denied" }];
    }),
  );
}

/** Whether the object lies below, found by looking at all tuples again and again. */
function lies({ model, tuples }: World, object: ObjectRef, { within, through }: ScopeOf, { now }: Asked): boolean {
  const index = indexModel(model);
  const live = tuples.filter(
    (tuple) => inWindow(tuple, now) && admits(index, tuple) && through.includes(tuple.relation),
  );
  const above = new Set<string>();
  climb(nameOf(object));
  return above.has(nameOf(within));

  function climb(from: string): void {
    for (const { object: on, subject } of live) {
      if (nameOf(on) !== from && !(on.id === "*" && from.startsWith(`${on.type} `))) continue;
      if ((subject.id === "*" && subject.relation === undefined) || above.has(nameOf(subject))) continue;
      above.add(nameOf(subject));
      climb(nameOf(subject));
    }
  }
}

function nameOf({ type, id }: ObjectRef): string {
  return `${type} ${id}`;
}

function lister(engine: Engine, { model }: World, asked: Asked, page: PageOf): (graph: Graph) => ListPage {
  const { subject, object, resource, context, now, permissions, scope, listing } = asked;
  const { of, type, relation } = listing;
  const rest = { context, now, permissions, type };
  if (of === "objects")
    return engine.pageOfObjects(model, { ...rest, subject, ...(scope !== undefined && { scope }) }, page);
  return engine.pageOfSubjects(model, { ...rest, object, resource, ...(of === "sets" && { relation }) }, page);
}

function saidBy({ rows, rest }: ListPage, id: string, permission: string, listing: Listing): Decision {
  const row = rows.find((row) => row.id === id);
  const granted = row?.granted ?? (rest?.except.includes(id) === false ? rest.granted : []);
  const decision = granted.find((grant) => grant.permission === permission)?.decision ?? { outcome: "denied" };
  return row === undefined ? saidOf(decision, id, listing) : decision;
}

/** How long it holds is told of what was decided, and a page decides less than a list. */
function withoutTime({ rows, rest, isCut }: ListPage) {
  return {
    isCut,
    rows: rows.map(({ id, granted }) => [id, grants(granted)]),
    ...(rest !== undefined && { rest: [grants(rest.granted), rest.except] }),
  };
}

/** All pages as one. Throws where one is too long, or where there are more than there are entries. */
function inPages(run: (make: (graph: Graph) => ListPage) => ListPage, engine: Engine, world: World, asked: Asked) {
  const rows: ListPage["rows"][number][] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 30; pages++) {
    const page = run(lister(engine, world, asked, { limit: asked.limit, ...(after !== undefined && { after }) }));
    rows.push(...page.rows);
    if (page.rows.length + (page.rest === undefined ? 0 : 1) > asked.limit)
      throw outOfBounds("a page is too long", world, asked);
    if (!page.isCut) return { ...page, rows };
    after = page.rows.at(-1)?.id ?? after;
  }
  throw outOfBounds("the pages have no end", world, asked);
}

function outOfBounds(message: string, world: World, asked: Asked): Error {
  return disagreement(message, world, questionOf({ ...asked, permission: "view" }, asked.listing, "*"));
}

function grants(all: readonly Grant[]) {
  return all.map(({ permission, decision }) => [permission, timelessly(decision)]);
}
