import type { Json, JsonObject } from "@relata/model";
import * as fc from "fast-check";
import { attribute } from "./ask.ts";

/** Well-typed rules over the attributes of `ask.ts`: every operand is of a type that its operator takes. */
export interface Rules {
  readonly boolean: fc.Arbitrary<Json>;
  readonly number: fc.Arbitrary<Json>;
  readonly text: fc.Arbitrary<Json>;
}

/** What stands at the leaves beside literals. */
export interface Leaves {
  readonly boolean: readonly Json[];
  readonly number: readonly Json[];
  readonly text: readonly Json[];
  /** Lists, and what rules may stand inside a list operator over them. */
  readonly numbers: readonly Json[];
  readonly inside: Rules | undefined;
}

const DEPTH = { depthSize: "small", maxDepth: 3 } as const;
const WORDS = ["", "a", "ab", "b", "admin", "adm", "10", "9"];

const aNumber = fc.integer({ min: -8, max: 8 }).map((n) => n / 2);
const aDivisor = fc.constantFrom<Json>(1, -2, 4);
const aWord = fc.constantFrom(...WORDS);

/** A use of one of the operators. */
function call(names: readonly string[], operands: fc.Arbitrary<readonly Json[]>): fc.Arbitrary<Json> {
  return fc.tuple(fc.constantFrom(...names), operands).map(([name, list]) => ({ [name]: list }));
}

export function rulesOver(leaves: Leaves): Rules {
  return fc.letrec<{ boolean: Json; number: Json; text: Json; numbers: Json }>((tie) => {
    const many = (name: "boolean" | "number" | "text") => fc.array(tie(name), { minLength: 1, maxLength: 3 });
    const pair = (name: "boolean" | "number" | "text") => fc.tuple(tie(name), tie(name));
    const either = fc.oneof(pair("boolean"), pair("number"), pair("text"));
    const choose = (name: "boolean" | "number" | "text") =>
      call(["if", "?:"], fc.tuple(tie("boolean"), tie(name), tie("boolean"), tie(name), tie(name)));
    const { inside } = leaves;
    const quantified =
      inside === undefined ? [] : [call(["some", "all", "none"], fc.tuple(tie("numbers"), inside.boolean))];
    const made =
      inside === undefined
        ? []
        : [
            call(["filter"], fc.tuple(tie("numbers"), inside.boolean)),
            call(["map"], fc.tuple(tie("numbers"), inside.number)),
          ];
    const sum: Json = { "+": [{ var: "accumulator" }, { var: "current" }] };
    const folded =
      inside === undefined ? [] : [call(["reduce"], fc.tuple(tie("numbers"), fc.constant(sum), tie("number")))];
    return {
      boolean: fc.oneof(
        DEPTH,
        fc.constantFrom<Json>(true, false, ...leaves.boolean),
        call(["and", "or"], many("boolean")),
        call(["!", "!!"], fc.tuple(tie("boolean"))),
        call(["==", "===", "!=", "!=="], either),
        call(["===", "!=="], fc.tuple(tie("number"), tie("text"))),
        call(["<", "<=", ">", ">="], fc.oneof(pair("number"), pair("text"))),
        call(["<", "<="], fc.tuple(tie("number"), tie("number"), tie("number"))),
        call(
          ["in"],
          fc.oneof(fc.tuple(tie("number"), tie("numbers")), pair("text"), fc.tuple(tie("text"), many("text"))),
        ),
        choose("boolean"),
        ...quantified,
      ),
      number: fc.oneof(
        DEPTH,
        fc.oneof(aNumber, fc.constantFrom<Json>(...leaves.number)),
        call(["+", "*", "min", "max"], many("number")),
        call(["-"], fc.oneof(pair("number"), fc.tuple(tie("number")))),
        call(["/", "%"], fc.tuple(tie("number"), aDivisor)),
        choose("number"),
        ...folded,
      ),
      text: fc.oneof(
        DEPTH,
        fc.oneof(aWord, fc.constantFrom<Json>(...leaves.text)),
        call(["cat"], fc.array(fc.oneof(tie("text"), aNumber), { minLength: 1, maxLength: 3 })),
        choose("text"),
      ),
      numbers: fc.oneof(DEPTH, fc.oneof(fc.constantFrom(...leaves.numbers), many("number")), ...made),
    };
  });
}

/** Inside a list of numbers, without looking out of it: as far as json-logic-js can see. */
const ELEMENT: Rules = rulesOver({
  boolean: [false],
  number: [{ var: "" }],
  text: ["a"],
  numbers: [[1, { var: "" }]],
  inside: undefined,
});

/** Inside a list of numbers, with a look outside. */
const ELEMENT_AND_OUTSIDE: Rules = rulesOver({
  boolean: [{ var: "../resource.flag" }],
  number: [{ var: "" }, { var: "../resource.limit" }],
  text: [{ var: "../resource.name" }],
  numbers: [[1, { var: "" }]],
  inside: undefined,
});

const ROOT = {
  boolean: [attribute("flag"), attribute("other"), { var: "context.flag" }],
  number: [attribute("amount"), attribute("limit"), { var: "subject.amount" }],
  text: [attribute("name"), attribute("owner"), { var: "action" }],
  numbers: [attribute("numbers")],
} satisfies Partial<Leaves>;

/** Rules that json-logic-js reads as relata does, where everything is present. */
export const plainRules: Rules = rulesOver({ ...ROOT, inside: ELEMENT });

/** Rules that also look out of list operators. */
export const nestedRules: Rules = rulesOver({ ...ROOT, inside: ELEMENT_AND_OUTSIDE });

/** What is known: attributes of the resource and the subject, and what the request supplied. */
export interface Data {
  readonly resource: JsonObject;
  readonly subject: JsonObject;
  readonly context: JsonObject;
}

const resourceRecord = {
  flag: fc.boolean(),
  other: fc.boolean(),
  amount: aNumber,
  limit: aNumber,
  name: aWord,
  owner: aWord,
  numbers: fc.array(aNumber, { maxLength: 3 }),
};

/** Everything that the rules read, well typed. */
export const completeData: fc.Arbitrary<Data> = fc.record({
  resource: fc.record(resourceRecord),
  subject: fc.record({ amount: aNumber }),
  context: fc.record({ flag: fc.boolean() }),
});

/** The same, of which anything may be absent or of a wrong type. */
export const poorData: fc.Arbitrary<Data> = fc.record({
  resource: fc.record(
    { ...resourceRecord, amount: fc.oneof(aNumber, aWord, fc.constant(null)), flag: fc.oneof(fc.boolean(), aNumber) },
    { requiredKeys: [] },
  ),
  subject: fc.record({ amount: aNumber }, { requiredKeys: [] }),
  context: fc.record({ flag: fc.boolean() }, { requiredKeys: [] }),
});

/** Data, and the same with some of it taken away. */
export const moreAndLess: fc.Arbitrary<readonly [Data, Data]> = fc
  .tuple(poorData, fc.array(fc.constantFrom(...Object.keys(resourceRecord))), fc.boolean(), fc.boolean())
  .map(([more, gone, subjectGone, contextGone]) => {
    const resource = Object.fromEntries(Object.entries(more.resource).filter(([name]) => !gone.includes(name)));
    const less = { resource, subject: subjectGone ? {} : more.subject, context: contextGone ? {} : more.context };
    return [more, less] as const;
  });
