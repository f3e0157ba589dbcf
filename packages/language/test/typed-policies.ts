import type { PolicyScope } from "@relata/abac";
import { parseInstant, type Instant, type Json, type JsonObject } from "@relata/model";
import * as fc from "fast-check";

/** What the policies read. */
export const WORLD = `
type user { attribute labels: map<string> }
type doc {
  attribute amount: number
  attribute name: string
  attribute tags: list<string>
  attribute labels: map<string>
  attribute at: timestamp
  attribute ttl: duration
}
context ip: ipaddress
context limit: number
`;

interface Part {
  readonly depth: number;
  /** List operators around, each over texts. */
  readonly loops: number;
}

type Make = (part: Part) => fc.Arbitrary<Json>;

/** Well-typed bodies that have expressions, over all operators. */
export const typedBodies: fc.Arbitrary<Json> = truth({ depth: 2, loops: 0 });

/** What is known of the world: everything, or a part. */
export const scopes: fc.Arbitrary<PolicyScope> = fc.record({
  resource: some({
    amount: fc.integer({ min: -2, max: 3 }),
    name: texts(),
    tags: fc.array(texts(), { maxLength: 3 }),
    labels: fc.dictionary(texts(), texts(), { maxKeys: 2 }),
    at: fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
    ttl: fc.constantFrom("1h", "24h"),
  }),
  subject: some({ labels: fc.dictionary(texts(), texts(), { maxKeys: 2 }) }),
  parameters: fc.constant({}),
  action: fc.constant("a"),
  now: fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01T12:00:00Z").map((text) => parseInstant(text) as Instant),
  context: some({ ip: fc.constantFrom("10.0.0.1", "::1"), limit: fc.integer({ min: -2, max: 3 }) }),
});

function some(entries: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> {
  return fc.record(entries, { requiredKeys: [] }).map((known) => known as JsonObject);
}

function texts(): fc.Arbitrary<string> {
  return fc.constantFrom("", "a", "ab", "b", "a b");
}

function read({ loops }: Part, ...paths: string[]): fc.Arbitrary<Json> {
  return fc.constantFrom(...paths).map((path) => ({ var: "../".repeat(loops) + path }));
}

function call(operator: string | readonly string[], ...operands: fc.Arbitrary<Json>[]): fc.Arbitrary<Json> {
  const names = typeof operator === "string" ? [operator] : operator;
  return fc.tuple(fc.constantFrom(...names), fc.tuple(...operands)).map(([name, parts]): Json => ({ [name]: parts }));
}

/** Leaves, and at some depth what is made of parts. */
function grow(
  { depth, loops }: Part,
  leaves: fc.Arbitrary<Json>,
  made: (part: Part) => fc.Arbitrary<Json>[],
): fc.Arbitrary<Json> {
  return depth === 0 ? leaves : fc.oneof(leaves, ...made({ depth: depth - 1, loops }));
}

function choice(of: Make, part: Part): fc.Arbitrary<Json> {
  return call("if", truth(part), of(part), of(part));
}

/** A condition over the elements of a list. */
function inner(part: Part): Part {
  return { depth: part.depth, loops: part.loops + 1 };
}

function truth(part: Part): fc.Arbitrary<Json> {
  const comparison = fc.oneof(
    call(["==", "!=", "<", ">="], number({ ...part, depth: 0 }), number({ ...part, depth: 0 })),
    call(["==", "!="], text({ ...part, depth: 0 }), text({ ...part, depth: 0 })),
  );
  return grow(part, comparison, (deeper) => [
    call(["and", "or"], truth(deeper), truth(deeper), truth(deeper)),
    call("!", truth(deeper)),
    call(["==", "<", "<=", ">", ">="], number(deeper), number(deeper)),
    call(["contains", "startsWith", "endsWith", "!="], text(deeper), text(deeper)),
    call(["<", "=="], time(deeper), time(deeper)),
    call([">", "<="], span(deeper), span(deeper)),
    call("in", text(deeper), list(deeper)),
    call("in", text(deeper), read(deeper, "resource.labels")),
    call("some", list(deeper), truth(inner(deeper))),
    call("one", list(deeper), truth(inner(deeper))),
    call("none", list(deeper), call("!", truth(inner(deeper)))),
    call("in_cidr", read(deeper, "context.ip"), fc.constantFrom("10.0.0.0/8", "::/64")),
    call("isSubtreeOf", read(deeper, "resource.labels"), read(deeper, "subject.labels")),
    fc.constantFrom("resource.labels.a", "resource.name").map((path) => ({ has: "../".repeat(deeper.loops) + path })),
    choice(truth, deeper),
  ]);
}

function number(part: Part): fc.Arbitrary<Json> {
  const leaves = fc.oneof(fc.integer({ min: -2, max: 3 }), read(part, "resource.amount", "context.limit"));
  return grow(part, leaves, (deeper) => [
    call(["+", "*", "min", "max"], number(deeper), number(deeper), number(deeper)),
    call(["-", "/", "%"], number(deeper), number(deeper)),
    call("-", number(deeper)),
    call("size", fc.oneof(text(deeper), list(deeper), read(deeper, "subject.labels"))),
    choice(number, deeper),
  ]);
}

function text(part: Part): fc.Arbitrary<Json> {
  const elements = Array.from({ length: part.loops }, (_, out): Json => ({ var: "../".repeat(out) }));
  const outside = fc.oneof(texts(), read(part, "resource.name", "action", "resource.labels.a"));
  const leaves = elements.length === 0 ? outside : fc.oneof(outside, fc.constantFrom(...elements));
  return grow(part, leaves, (deeper) => [
    call("cat", text(deeper), number(deeper)),
    call("get", read(deeper, "resource.labels"), text(deeper)).filter((body) => !JSON.stringify(body).includes(',"')),
    call("get", list(deeper), fc.nat(2)),
    choice(text, deeper),
  ]);
}

function list(part: Part): fc.Arbitrary<Json> {
  const leaves = fc.oneof(read(part, "resource.tags"), fc.array(texts(), { minLength: 1, maxLength: 3 }));
  return grow(part, leaves, (deeper) => [
    call("filter", list(deeper), truth(inner(deeper))),
    call("map", list(deeper), text(inner(deeper))),
    fc.tuple(text(deeper), text(deeper)),
  ]);
}

function time(part: Part): fc.Arbitrary<Json> {
  const literal = call("timestamp", fc.constant("2026-01-01T12:00:00Z"));
  return grow(part, fc.oneof(read(part, "now", "resource.at"), literal), (deeper) => [
    call(["+", "-"], time(deeper), span(deeper)),
    call("+", span(deeper), time(deeper)),
  ]);
}

function span(part: Part): fc.Arbitrary<Json> {
  const literal = call("duration", fc.constantFrom("1h30m", "100ms"));
  return grow(part, fc.oneof(read(part, "resource.ttl"), literal), (deeper) => [
    call("-", time(deeper), time(deeper)),
    call(["+", "-"], span(deeper), span(deeper)),
  ]);
}
