import * as fc from "fast-check";
import { policies } from "./random-policies.ts";
import { listOf, valueType, words, type Written } from "./random-tokens.ts";

const TYPES = ["t0", "`t-1`:`type`:`c`"];
const MEMBERS = ["r1", "`r-2`", "`when`", "p0", "`p1`"];

/** The first takes nothing from tuples, so that it may stand behind `when`. */
const POLICIES = ["pol0", "`pol-1`"];

const names = (list: readonly string[]): fc.Arbitrary<Written> => fc.constantFrom(...list).map(parts);

/** A namespaced name is several tokens. */
function parts(name: string): Written {
  return name.split(/(:)/);
}

const { rewrite } = fc.letrec<Record<"path" | "rewrite", Written>>((tie) => ({
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
      fc.constantFrom<Written>([], [":", "*"]),
      names(MEMBERS).map((member) => ["#", ...member]),
    ),
    fc.option(names(POLICIES), { nil: undefined }),
  )
  .map(([type, what, policy]) => [...type, ...what, ...(policy === undefined ? [] : ["with", ...policy])]);

const attribute = fc
  .tuple(fc.boolean(), fc.constantFrom("amount", "`x-y`", "status"), valueType)
  .map(([isTrusted, name, type]) => ({
    name,
    written: [...(isTrusted ? ["trusted"] : []), "attribute", name, ":", ...type],
  }));

const attributes = fc
  .uniqueArray(attribute, { selector: ({ name }) => name, maxLength: 3 })
  .map((list) => list.flatMap(({ written }) => written));

const relation = (name: string): fc.Arbitrary<Written> =>
  fc.tuple(listOf(subject, "|"), fc.option(rewrite, { nil: undefined })).map(([subjects, of]) => {
    const computed = of === undefined ? [] : ["=", "this", "+", ...operand(of)];
    return ["relation", name, ":", ...subjects, ...computed];
  });

const permission = (name: string): fc.Arbitrary<Written> => rewrite.map((of) => ["permission", name, "=", ...of]);

/** Every type has all the names that expressions use. The relation of arrows comes first, with types alone. */
function declared(type: string): fc.Arbitrary<Written> {
  const arrow = listOf(names(TYPES), "|").map((types) => ["relation", "r0", ":", ...types]);
  const members = [relation("r1"), relation("`r-2`"), relation("`when`"), permission("`p0`"), permission("p1")];
  return fc
    .tuple(attributes, arrow, ...members)
    .map((written) => ["type", ...parts(type), "{", ...written.flat(), "}"]);
}

const contexts = valueType.map((type): readonly Written[] => [
  words("context c0 : any"),
  ["context", "`c1`", ":", ...type],
]);

const bare = fc.constantFrom<readonly Written[]>(
  [],
  [words("type bare"), words("type `other_bare`"), words("type e { }")],
);

/** The tokens of models that compile, in which every declaration uses what others declare. They come in any order. */
export const models: fc.Arbitrary<Written> = fc
  .tuple(
    fc.tuple(...TYPES.map(declared), policies("`pol0`", fc.constant(false)), policies("`pol-1`", fc.boolean())),
    contexts,
    bare,
  )
  .map((lists): readonly Written[] => lists.flat())
  .chain((list) => fc.shuffledSubarray([...list], { minLength: list.length }))
  .map((declarations) => [...words("model 1"), ...declarations.flat()]);
