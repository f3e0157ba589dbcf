import * as fc from "fast-check";

/** The tokens of a model that compiles, as they are written: what stands between them is for others to choose. */
export type Written = readonly string[];

const TYPES = ["t0", "`t-1`:`type`:`c`"];
const MEMBERS = ["r1", "`r-2`", "`when`", "p0", "`p1`"];
/** The first takes nothing from tuples, so that it may stand behind `when`. */
const POLICIES = ["pol0", "`pol-1`"];

const names = (list: readonly string[]): fc.Arbitrary<Written> => fc.constantFrom(...list).map(parts);

/** A namespaced name is several tokens. */
function parts(name: string): Written {
  return name.split(/(:)/);
}

/** Items with a token between them. */
function joined(items: readonly Written[], between: string): Written {
  return items.flatMap((item, i) => (i === 0 ? item : [between, ...item]));
}

function listOf(item: fc.Arbitrary<Written>, between: string, minLength = 1): fc.Arbitrary<Written> {
  const selector = (written: Written): string => written.join("");
  return fc.uniqueArray(item, { minLength, maxLength: 4, selector }).map((items) => joined(items, between));
}

/** Long ones are there so that lists break. */
const strings = fc
  .oneof(fc.string({ maxLength: 6 }), fc.constantFrom("x".repeat(70), "\u202E", '"', "é"))
  .map((text) => (text === "é" ? '"\\u00e9"' : JSON.stringify(text)));

const { json, valueType, rewrite } = fc.letrec<Record<"json" | "valueType" | "path" | "rewrite", Written>>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(strings, fc.constantFrom("0", "-1", "2.50", "-1e3", "true", "null")).map((text) => [text]),
    fc.array(tie("json"), { maxLength: 4 }).map((items) => ["[", ...joined(items, ","), "]"]),
    // Why two keys and more: it is data then, and no operator.
    fc
      .uniqueArray(fc.tuple(strings, tie("json")), {
        selector: ([key]) => JSON.parse(key) as unknown,
        minLength: 2,
        maxLength: 3,
      })
      .map((entries) => [
        "{",
        ...joined(
          entries.map(([key, value]) => [key, ":", ...value]),
          ",",
        ),
        "}",
      ]),
  ),
  valueType: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("string", "number", "any").map((text) => [text]),
    fc
      .uniqueArray(strings, { minLength: 1, maxLength: 3, selector: (text) => JSON.parse(text) as unknown })
      .map((values) =>
        joined(
          values.map((value) => [value]),
          "|",
        ),
      ),
    fc.tuple(fc.constantFrom("list", "map"), tie("valueType")).map(([kind, of]) => [kind, "<", ...of, ">"]),
  ),
  path: fc.oneof(
    { maxDepth: 2 },
    names(MEMBERS),
    tie("path").map((target) => ["r0", "->", ...target]),
    fc.tuple(fc.constantFrom("any", "all"), tie("path")).map(([of, target]) => ["`r0`", ".", of, "(", ...target, ")"]),
  ),
  rewrite: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(["nil"], ["self"], ["r0"]),
    tie("path").map((target) => ["r0", "->", ...target]),
    fc.constantFrom("+", "&").chain((operator) => listOf(tie("rewrite").map(operand), operator, 2)),
    fc.tuple(tie("rewrite"), tie("rewrite")).map(([from, less]) => [...operand(from), "-", ...operand(less)]),
    tie("rewrite").map((of) => [...operand(of), "when", "`pol0`"]),
  ),
}));

/** In parentheses, unless it is a name alone. */
function operand(written: Written): Written {
  return written.length === 1 ? written : ["(", ...written, ")"];
}

const subject = fc
  .tuple(
    names(TYPES),
    fc.oneof(
      fc.constant<Written>([]),
      fc.constant<Written>([":", "*"]),
      names(MEMBERS).map((member) => ["#", ...member]),
    ),
    fc.option(names(POLICIES), { nil: undefined }),
  )
  .map(([type, what, policy]) => [...type, ...what, ...(policy === undefined ? [] : ["with", ...policy])]);

const attribute = fc
  .tuple(fc.boolean(), fc.constantFrom("amount", "`x-y`", "status"), valueType)
  .map(([trusted, name, type]) => ({
    name,
    written: [...(trusted ? ["trusted"] : []), "attribute", name, ":", ...type],
  }));

const attributes = fc
  .uniqueArray(attribute, { selector: ({ name }) => name, maxLength: 3 })
  .map((list) => list.map(({ written }) => written));

const relation = (name: string): fc.Arbitrary<Written> =>
  fc
    .tuple(listOf(subject, "|"), fc.option(rewrite, { nil: undefined }))
    .map(([subjects, of]) => [
      "relation",
      name,
      ":",
      ...subjects,
      ...(of === undefined ? [] : ["=", "this", "+", ...operand(of)]),
    ]);

const permission = (name: string): fc.Arbitrary<Written> => rewrite.map((of) => ["permission", name, "=", ...of]);

/** Every type has all the names that expressions use. The relation of arrows comes first, with types alone. */
function declared(type: string): fc.Arbitrary<Written> {
  return fc
    .tuple(
      attributes,
      listOf(names(TYPES), "|"),
      relation("r1"),
      relation("`r-2`"),
      relation("`when`"),
      permission("`p0`"),
      permission("p1"),
    )
    .map(([fields, arrow, ...members]) => {
      return ["type", ...parts(type), "{", ...fields.flat(), "relation", "r0", ":", ...arrow, ...members.flat(), "}"];
    });
}

/** Why a parameter is compared with itself: it must be read, whatever its type is. */
const policy = (name: string, isTuple: fc.Arbitrary<boolean>): fc.Arbitrary<Written> =>
  fc
    .tuple(
      fc.uniqueArray(fc.tuple(fc.constantFrom("a", "`b`", "`c-d`"), isTuple, valueType), {
        selector: ([of]) => of,
        maxLength: 3,
      }),
      fc.boolean(),
      json,
    )
    .map(([parameters, required, value]) => [
      "policy",
      name,
      ...(parameters.length === 0
        ? []
        : [
            "(",
            ...joined(
              parameters.map(([of, tuple, type]) => [...(tuple ? ["tuple"] : []), of, ":", ...type]),
              ",",
            ),
            ")",
          ]),
      ...(required ? ["required", "context", ".", "c0", ",", "context", ".", "`c1`"] : []),
      "=",
      "json",
      "{",
      '"or"',
      ":",
      "[",
      ...joined(
        [
          comparison(variable("context.c0"), value),
          ...parameters.map(([of]) => comparison(variable(of.replaceAll("`", "")), variable(of.replaceAll("`", "")))),
        ],
        ",",
      ),
      "]",
      "}",
    ]);

function comparison(left: Written, right: Written): Written {
  return ["{", '"=="', ":", "[", ...left, ",", ...right, "]", "}"];
}

function variable(path: string): Written {
  return ["{", '"var"', ":", JSON.stringify(path), "}"];
}

const header: Written = ["model", "1"];

/** Models of which every declaration uses what others declare, in any order. */
export const models: fc.Arbitrary<Written> = fc
  .tuple(
    ...TYPES.map(declared),
    policy("`pol0`", fc.constant(false)),
    policy("`pol-1`", fc.boolean()),
    valueType,
    fc.boolean(),
  )
  .chain((all) => {
    const [type, bare] = [all.at(-2) as Written, all.at(-1) as boolean];
    const declarations = [
      ...(all.slice(0, -2) as Written[]),
      ["context", "c0", ":", "any"],
      ["context", "`c1`", ":", ...type],
      ...(bare
        ? [
            ["type", "bare"],
            ["type", "`other-bare`"],
            ["type", "empty", "{", "}"],
          ]
        : []),
    ];
    return fc.shuffledSubarray(declarations, { minLength: declarations.length });
  })
  .map((declarations) => [...header, ...declarations.flat()]);
