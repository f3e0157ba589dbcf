import type { Json } from "@relata/model";
import * as fc from "fast-check";
import { attribute } from "./ask.ts";

/** Well-typed rules over the attributes of `ask.ts`: every operand is of a type that its operator takes. */
export interface Rules {
  readonly boolean: fc.Arbitrary<Json>;
  readonly number: fc.Arbitrary<Json>;
  readonly text: fc.Arbitrary<Json>;
}

type Kind = "boolean" | "number" | "text" | "numbers" | "map" | "time" | "span";
type Made = { readonly [K in Kind]: Json };
type Tie = (kind: Kind) => fc.Arbitrary<Json>;
type Arms = { readonly [K in Kind]: readonly fc.Arbitrary<Json>[] };

/** What stands at the leaves beside literals. */
export type Leaves = { readonly [K in Kind]: readonly Json[] } & {
  /** A value of any type. */
  readonly any: Json | undefined;
  /** What may be asked of by `has`. */
  readonly paths: readonly string[];
  /** What rules may stand inside a list operator. */
  readonly inside: Rules | undefined;
  /** Whether operators may stand there that json-logic-js lacks. */
  readonly wide: boolean;
};

const WORDS = ["", "a", "ab", "b", "admin", "adm", "10", "9"];

export const aNumber = fc.integer({ min: -8, max: 8 }).map((n) => n / 2);
export const aWord = fc.constantFrom(...WORDS);
const aDivisor = fc.constantFrom<Json>(1, -2, 4);
const aWhole = fc.integer({ min: -3, max: 4 });

/** A use of one of the operators. */
function call(names: readonly string[], operands: fc.Arbitrary<readonly Json[]>): fc.Arbitrary<Json> {
  return fc.tuple(fc.constantFrom(...names), operands).map(([name, list]) => ({ [name]: list }));
}

export function rulesOver(leaves: Leaves): Rules {
  // One count for all kinds, since each rule holds rules of other kinds.
  const depth = { depthSize: "medium", maxDepth: 4, depthIdentifier: fc.createDepthIdentifier() } as const;
  return fc.letrec<Made>((tie) => {
    const shared = plainArms(tie, leaves);
    const own = leaves.wide ? wideArms(tie, leaves) : undefined;
    const inner = leaves.inside === undefined ? undefined : listArms(tie, leaves.inside, leaves.wide);
    const all = (kind: Kind): fc.Arbitrary<Json> => {
      const arms = [...shared[kind], ...(own?.[kind] ?? []), ...(inner?.[kind] ?? [])];
      return fc.oneof(depth, ...arms);
    };
    return {
      boolean: all("boolean"),
      number: all("number"),
      text: all("text"),
      numbers: all("numbers"),
      map: all("map"),
      time: all("time"),
      span: all("span"),
    };
  });
}

/** What json-logic-js has too. */
function plainArms(tie: Tie, leaves: Leaves): Arms {
  const leaf = (kind: Kind) => fc.constantFrom<Json>(...leaves[kind]);
  const many = (kind: Kind) => fc.array(tie(kind), { minLength: 1, maxLength: 3 });
  const pair = (kind: Kind) => fc.tuple(tie(kind), tie(kind));
  const either = fc.oneof(pair("boolean"), pair("number"), pair("text"));
  const choose = (kind: Kind) =>
    call(["if", "?:"], fc.tuple(tie("boolean"), tie(kind), tie("boolean"), tie(kind), tie(kind)));
  const strict =
    leaves.any === undefined
      ? []
      : [call(["===", "!=="], fc.tuple(fc.constant(leaves.any), fc.oneof(tie("number"), tie("text"), tie("boolean"))))];
  return {
    boolean: [
      fc.oneof(fc.boolean(), leaf("boolean")),
      call(["and", "or"], many("boolean")),
      call(["!", "!!"], fc.tuple(tie("boolean"))),
      call(["==", "===", "!=", "!=="], either),
      ...strict,
      call(["<", "<=", ">", ">="], fc.oneof(pair("number"), pair("text"))),
      call(["<", "<="], fc.tuple(tie("number"), tie("number"), tie("number"))),
      call(
        ["in"],
        fc.oneof(fc.tuple(tie("number"), tie("numbers")), pair("text"), fc.tuple(tie("text"), many("text"))),
      ),
      choose("boolean"),
    ],
    number: [
      fc.oneof(aNumber, leaf("number")),
      call(["+", "*", "min", "max"], many("number")),
      call(["-"], fc.oneof(pair("number"), fc.tuple(tie("number")))),
      call(["/", "%"], fc.tuple(tie("number"), aDivisor)),
      choose("number"),
    ],
    text: [
      fc.oneof(aWord, leaf("text")),
      call(["cat"], fc.array(fc.oneof(tie("text"), aNumber), { minLength: 1, maxLength: 3 })),
      call(["substr"], fc.oneof(fc.tuple(tie("text"), aWhole), fc.tuple(tie("text"), aWhole, aWhole))),
      choose("text"),
    ],
    numbers: [fc.oneof(leaf("numbers"), many("number")), call(["merge"], fc.tuple(tie("numbers"), tie("numbers")))],
    map: [leaf("map")],
    time: [leaf("time")],
    span: [leaf("span")],
  };
}

/** List operators, with such rules inside. */
function listArms(tie: Tie, inside: Rules, wide: boolean): Partial<Arms> {
  const sum: Json = { "+": [{ var: "accumulator" }, { var: "current" }] };
  const quantifiers = wide ? ["some", "all", "none", "one"] : ["some", "all", "none"];
  return {
    boolean: [call(quantifiers, fc.tuple(tie("numbers"), inside.boolean))],
    number: [call(["reduce"], fc.tuple(tie("numbers"), fc.constant(sum), tie("number")))],
    numbers: [
      call(["filter"], fc.tuple(tie("numbers"), inside.boolean)),
      call(["map"], fc.tuple(tie("numbers"), inside.number)),
    ],
  };
}

/** What the policy language has beside json-logic-js. */
function wideArms(tie: Tie, leaves: Leaves): Partial<Arms> {
  const pair = (kind: Kind) => fc.tuple(tie(kind), tie(kind));
  const wrapped = (kind: Kind) => tie(kind).map((of): Json => ({ any: of }));
  const entries = fc
    .uniqueArray(aWord, { maxLength: 2 })
    .chain((keys) =>
      fc
        .tuple(...keys.map(() => tie("text")))
        .map((values): Json => ({ record: keys.flatMap((key, i) => [key, values[i] ?? ""]) })),
    );
  return {
    boolean: [
      fc.constantFrom(...leaves.paths).map((path): Json => ({ has: path })),
      call(["contains", "startsWith", "endsWith"], pair("text")),
      call(["in"], fc.tuple(tie("text"), tie("map"))),
      call(["isSubtreeOf", "==", "!="], pair("map")),
      call(["==", "<", ">="], fc.oneof(pair("time"), pair("span"))),
      call(["==", "!=", "<"], fc.tuple(wrapped("number"), fc.oneof(tie("number"), wrapped("text")))),
    ],
    number: [
      call(["size"], fc.tuple(fc.oneof(tie("numbers"), tie("text"), tie("map")))),
      call(["get"], fc.tuple(tie("numbers"), aWhole)),
    ],
    text: [call(["get"], fc.tuple(tie("map"), tie("text")))],
    map: [entries],
    time: [call(["+"], fc.tuple(tie("time"), tie("span"))), call(["-"], fc.tuple(tie("time"), tie("span")))],
    span: [call(["+", "-"], pair("span")), call(["-"], pair("time"))],
  };
}

const NOTHING = {
  map: [{ record: [] }],
  time: [{ var: "now" }],
  span: [{ duration: ["1h"] }],
  any: undefined,
  paths: [],
};

/** Inside a list of numbers, without looking out of it: as far as json-logic-js can see. */
const ELEMENT: Rules = rulesOver({
  ...NOTHING,
  boolean: [false],
  number: [{ var: "" }],
  text: ["a"],
  numbers: [[1, { var: "" }]],
  inside: undefined,
  wide: false,
});

/** Inside a list of numbers, with a look outside. */
const ELEMENT_AND_OUTSIDE: Rules = rulesOver({
  boolean: [{ var: "../resource.flag" }],
  number: [{ var: "" }, { var: "../resource.limit" }],
  text: [{ var: "../resource.name" }],
  numbers: [[1, { var: "" }], { var: "../resource.numbers" }],
  map: [{ var: "../resource.labels" }],
  time: [{ var: "../now" }],
  span: [{ var: "../resource.lasts" }],
  any: { var: "../resource.anything" },
  paths: ["", "../resource.flag", "../resource.labels.a"],
  inside: undefined,
  wide: true,
});

const ROOT = {
  boolean: [attribute("flag"), attribute("other"), { var: "context.flag" }],
  number: [attribute("amount"), attribute("limit"), { var: "subject.amount" }],
  text: [attribute("name"), attribute("owner"), { var: "action" }],
  numbers: [attribute("numbers")],
  any: attribute("anything"),
} satisfies Partial<Leaves>;

/** Rules that json-logic-js reads as relata does, where everything is present. */
export const plainRules: Rules = rulesOver({ ...NOTHING, ...ROOT, inside: ELEMENT, wide: false });

/** Rules of all operators, which also look out of list operators. */
export const nestedRules: Rules = rulesOver({
  ...ROOT,
  map: [attribute("labels")],
  time: [{ var: "now" }, attribute("since"), { timestamp: ["2026-01-15T00:00:01Z"] }],
  span: [attribute("lasts"), { duration: ["1h"] }],
  paths: ["resource.flag", "context.flag", "resource.labels.a", "resource.anything.a", "resource.numbers.1", "action"],
  inside: ELEMENT_AND_OUTSIDE,
  wide: true,
});
