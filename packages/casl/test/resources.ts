import { IDS } from "@relata/spec";
import fc from "fast-check";

/** A resource as an application holds it. */
export type Resource = Readonly<Record<string, unknown>>;

/** Values of the types that are declared, or none. */
export const FITTING: Readonly<Record<string, readonly unknown[]>> = {
  level: [0, 1, 2, 1.5, -1, 3],
  region: ["eu", "us", "", "f", "Ü"],
  status: ["draft", "paid", "sent"],
  flag: [true, false],
  rank: [0, 2, -1],
  tags: [["eu"], []],
};

/** What comes instead of a value: of other types, of none, in lists, and what is taken for a value where one looks badly. */
export const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  "2",
  "-1",
  "",
  " ",
  "\t1",
  "0x1",
  "-Infinity",
  "+Infinity",
  "eu\u0000",
  "x".repeat(100_001),
  true,
  false,
  2.5,
  10n,
  2n,
  [2],
  ["eu"],
  [undefined, 2],
  [-5, "eu"],
  ["paid", "draft"],
  [true],
  [null],
  [],
  [[2]],
  {},
  { "-1": null },
  { "0": 2, length: 1 },
  { $eq: 2 },
  new Date(2),
  new Date(Number.NaN),
  { toJSON: () => 2 },
  { toJSON: () => "eu" },
  { valueOf: () => 2 },
  Object(2),
  Object("eu"),
  () => 2,
];

const fitting = record(FITTING);
const hostile = record(Object.fromEntries(Object.keys(FITTING).map((name) => [name, HOSTILE])));
/** What would be found where inherited properties counted. */
const inherited = fitting.map((values): Resource => Object.assign(Object.create(values), { other: 1 }));

function record(values: Readonly<Record<string, readonly unknown[]>>): fc.Arbitrary<Resource> {
  const fields = Object.entries(values).map(([name, all]) => [name, fc.constantFrom(...all)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

export interface Asked {
  readonly id: string;
  readonly attributes: Resource;
  readonly isFitting: boolean;
}

const NEW = ["new", "Ünï", "constructor"];

const one = (id: string): fc.Arbitrary<Asked> =>
  fc.oneof(
    { weight: 4, arbitrary: fitting.map((attributes) => ({ id, attributes, isFitting: true })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fitting, hostile)
        .map(([fit, wrong]) => ({ id, attributes: { ...fit, ...wrong }, isFitting: false })),
    },
    { weight: 1, arbitrary: inherited.map((attributes) => ({ id, attributes, isFitting: false })) },
  );

/** Resources of a type: of each id that tuples name, and of others. */
export function resourcesOf(type: string): fc.Arbitrary<readonly Asked[]> {
  const named = IDS[type] ?? [];
  const ids = [...named, ...named, ...named, ...named, ...NEW, ...NEW];
  return fc.tuple(...ids.map(one));
}

/** Ids that name no object: nothing that is said of one may be said of them. */
export const NO_IDS: readonly unknown[] = [
  undefined,
  null,
  "",
  "a b",
  "a#b",
  1,
  true,
  ["d"],
  ["g"],
  ["f"],
  { toJSON: () => "d" },
  Object("d"),
];

/** What a check is told of the resource: the properties of its own that are there at all. */
export function told({ attributes }: Asked): never {
  // Why a cast: callers in plain JavaScript hold what they hold.
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as never;
}
