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

function idOf(type: string): fc.Arbitrary<string> {
  return fc.constantFrom(...(IDS[type] ?? []));
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
  return fc.uniqueArray(tuple, { maxLength: 14, selector: formatKey });
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

/** One value in twenty is of the wrong type, as requests can be. */
const values: fc.Arbitrary<JsonObject> = some({
  level: often(number, text),
  region: often(text, number),
  seal: number,
});
const storedValues: fc.Arbitrary<JsonObject> = some({ level: number, region: text, seal: number });
const context: fc.Arbitrary<JsonObject> = some({ limit: often(number, text), zone: text, y: number, x: number });

function often<T, U>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: seldom });
}

function some(fields: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const attributes: fc.Arbitrary<World["attributes"]> = fc
  .tuple(
    ...Object.entries(IDS).flatMap(([type, ids]) =>
      ids.map((id) => seldom(storedValues, 3).map((values) => ({ object: { type, id }, values: values ?? {} }))),
    ),
  )
  .map((entries) => entries.filter(({ values }) => Object.keys(values).length > 0));

/** Small worlds in which everything meets: cycles, wildcards on both sides, policies, windows and both subject kinds. */
export const worlds: fc.Arbitrary<World> = models.chain((model) =>
  fc.record({ model: fc.constant(model), tuples: tuples(model), attributes }),
);

const subject: fc.Arbitrary<SubjectRef> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom({ type: "user", id: "a" }, { type: "user", id: "b" }, { type: "apikey", id: "k" }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ type: "user", id: "nobody" }, { type: "user", id: "*" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ type: "group", id: "g" }, { type: "doc", id: "d" }, { type: "group", id: "*" }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom("group", "folder"),
      id: fc.constantFrom("g", "f"),
      relation: fc.constantFrom(...NAMES),
    }),
  },
);

export const questions: fc.Arbitrary<WorldQuestion> = fc.record({
  subject: fc.oneof(
    { weight: 7, arbitrary: subject.map((one) => [one]) },
    { weight: 1, arbitrary: fc.tuple(subject, subject) },
  ),
  permission: fc.constantFrom(...NAMES),
  object,
  resource: values,
  context,
  now: fc.constant(NOW),
});
