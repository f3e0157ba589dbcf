import fc from "fast-check";
import {
  formatKey,
  type Json,
  type JsonObject,
  type Model,
  type ObjectRef,
  type SubjectRef,
  type SubjectType,
  type Tuple,
  type TuplePolicy,
} from "@relata/model";
import type { World, WorldQuestion } from "../world.ts";
import { models } from "./models.ts";
import { AFTER, BEFORE, IDS, NAMES, NOW, OBJECT_TYPES } from "./vocabulary.ts";

const seldom = <T>(arbitrary: fc.Arbitrary<T>, freq = 6) => fc.option(arbitrary, { nil: undefined, freq });

/** The first id of a type comes up most: it is in dense worlds that much happens. */
function idOf(type: string): fc.Arbitrary<string> {
  const [first = "*", ...others] = IDS[type] ?? [];
  const usual = fc.constant(first);
  return others.length === 0
    ? usual
    : fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const object: fc.Arbitrary<ObjectRef> = fc.constantFrom(...OBJECT_TYPES).chain((type) =>
  fc.record({
    type: fc.constant(type),
    id: fc.oneof({ weight: 8, arbitrary: idOf(type) }, { weight: 1, arbitrary: fc.constant("*") }),
  }),
);

/** A tuple that the model admits; one in ten has a part changed, and is then to be treated as absent. */
function tuples(model: Model): fc.Arbitrary<readonly Tuple[]> {
  const slots = model.types.flatMap((type) =>
    type.relations.flatMap(({ name, subjects }) =>
      subjects.map((variant) => ({ type: type.name, relation: name, variant })),
    ),
  );
  const tuple = fc.constantFrom(...slots).chain(({ type, relation, variant }) =>
    fc
      .record({
        object,
        subject: subjectOf(variant),
        policy: policyOf(variant),
        window,
        stray: fc.integer({ min: 0, max: 9 }),
      })
      .map(({ object, subject, policy, window, stray }): Tuple => ({
        object:
          stray === 0
            ? object
            : { type, id: (IDS[type] ?? []).includes(object.id) ? object.id : sameSpot(type, object.id) },
        relation,
        subject,
        ...(policy !== undefined && { policy }),
        ...window,
      })),
  );
  return fc.uniqueArray(tuple, { minLength: 12, maxLength: 36, selector: formatKey, size: "max" });
}

/** The id at the same place in another type's list; the wildcard stays one. */
function sameSpot(type: string, id: string): string {
  if (id === "*") return id;
  const place =
    Object.values(IDS)
      .find((ids) => ids.includes(id))
      ?.indexOf(id) ?? 0;
  return IDS[type]?.[place] ?? "*";
}

function subjectOf({ type, relation, wildcard }: SubjectType): fc.Arbitrary<SubjectRef> {
  const id = wildcard === true ? fc.constant("*") : idOf(type);
  return id.map((id) => ({ type, id, ...(relation !== undefined && { relation }) }));
}

function policyOf({ policy }: SubjectType): fc.Arbitrary<TuplePolicy | undefined> {
  if (policy === undefined) return fc.constant(undefined);
  const value: fc.Arbitrary<Json> = fc.integer({ min: 0, max: 3 });
  const parameters: fc.Arbitrary<JsonObject> =
    policy === "bound"
      ? value.map((x) => ({ x }))
      : policy === "open"
        ? seldom(value, 2).map((y): JsonObject => (y === undefined ? {} : { y }))
        : fc.constant({});
  return parameters.map((parameters) => ({ name: policy, parameters }));
}

const window: fc.Arbitrary<Pick<Tuple, "from" | "until">> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.constantFrom({ from: BEFORE }, { from: NOW }, { until: AFTER }, { from: BEFORE, until: AFTER }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ from: AFTER }, { until: BEFORE }, { until: NOW }) },
);

const number = fc.integer({ min: 0, max: 3 });
const text = fc.constantFrom("eu", "us");
const labels: fc.Arbitrary<JsonObject> = some({ a: number, b: number });
const tags = fc.array(text, { maxLength: 3 });
/** Around the instant of every question, by less and by more than policies ask. */
const seen = fc.constantFrom("2026-01-31T23:00:00Z", "2026-01-31T12:00:00+12:00", "2026-02-01T01:00:00Z");

/** One value in ten is of the wrong type, as requests can be. */
const values: fc.Arbitrary<JsonObject> = some({
  level: often(number, text),
  region: often(text, number),
  seal: number,
  labels: often(labels, text),
  seen: often(seen, text),
  tags: often(tags, labels),
});
const storedValues: fc.Arbitrary<JsonObject> = some({ level: number, region: text, seal: number, labels, seen, tags });
const context: fc.Arbitrary<JsonObject> = some({ limit: often(number, text), zone: text, y: number, x: number });

function often<T, U>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: seldom });
}

function some(fields: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const attributes: fc.Arbitrary<World["attributes"]> = fc
  .tuple(
    ...Object.entries(IDS).flatMap(([type, ids]) =>
      ids.map((id) => seldom(storedValues, 2).map((values) => ({ object: { type, id }, values: values ?? {} }))),
    ),
  )
  .map((entries) => entries.filter(({ values }) => Object.keys(values).length > 0));

/** Small worlds in which everything meets: cycles, wildcards on both sides, policies, windows and both subject kinds. */
export const worlds: fc.Arbitrary<World> = models.chain((model) =>
  fc.record({ model: fc.constant(model), tuples: tuples(model), attributes }),
);

const subject: fc.Arbitrary<SubjectRef> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ type: "user", id: "a" }) },
  { weight: 3, arbitrary: fc.constantFrom({ type: "user", id: "b" }, { type: "apikey", id: "k" }) },
  { weight: 1, arbitrary: fc.constantFrom({ type: "user", id: "nobody" }, { type: "user", id: "*" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ type: "group", id: "g" }, { type: "doc", id: "d" }, { type: "group", id: "*" }),
  },
  { weight: 2, arbitrary: subjectSet() },
);

function subjectSet(): fc.Arbitrary<SubjectRef> {
  const object = fc.constantFrom({ type: "group", id: "g" }, { type: "folder", id: "f" });
  return fc.tuple(object, fc.constantFrom(...NAMES)).map(([{ type, id }, relation]) => ({ type, id, relation }));
}

/** Who asks about which object, and what the request supplies; to be asked for every name of the object. */
export const questions: fc.Arbitrary<Omit<WorldQuestion, "permission">> = fc.record({
  subject: fc.oneof(
    { weight: 7, arbitrary: subject.map((one) => [one]) },
    { weight: 1, arbitrary: fc.tuple(subject, subject) },
  ),
  object,
  resource: values,
  context,
  now: fc.constant(NOW),
});
