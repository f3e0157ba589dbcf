import type { Json } from "@relata/model";
import * as fc from "fast-check";

const PATHS = [
  "resource.tags",
  "resource.a-b",
  "context.type",
  "limit",
  "true",
  "in",
  "now",
  "subject.x.y-z.0",
  "items",
];

/** `loops` counts the list operators around: so often may a path lead out. */
function bodies(depth: number, loops: number): fc.Arbitrary<Json> {
  const leaf = fc.oneof(literals, reads(loops));
  if (depth === 0) return leaf;
  const part = bodies(depth - 1, loops);
  const many = (least: number): fc.Arbitrary<Json[]> => fc.array(part, { minLength: least, maxLength: least + 2 });
  const nary = (least: number, ...names: string[]): fc.Arbitrary<Json> => operations(names, many(least));
  const fixed = (count: number, ...names: string[]): fc.Arbitrary<Json> =>
    operations(names, fc.array(part, { minLength: count, maxLength: count }));
  const each = bodies(depth - 1, loops + 1);
  return fc.oneof(
    leaf,
    fc.array(part, { maxLength: 3 }),
    nary(2, "and", "or", "+", "*"),
    nary(1, "cat", "min", "max"),
    fixed(1, "!", "-", "size", "timestamp", "duration"),
    fixed(2, "==", "!=", "<", "<=", ">", ">=", "in", "-", "/", "%"),
    fixed(2, "contains", "startsWith", "endsWith", "in_cidr", "isSubtreeOf"),
    fixed(3, "if"),
    fc.tuple(part, fc.nat(9)).map(([of, index]): Json => ({ get: [of, index] })),
    operations(["some", "one", "filter", "map"], fc.tuple(part, each)),
    fc.tuple(part, each).map(([list, body]): Json => ({ none: [list, { "!": [body] }] })),
  );
}

function reads(loops: number): fc.Arbitrary<Json> {
  const outside = fc.constantFrom(...PATHS).map((path) => "../".repeat(loops) + path);
  const inside = fc
    .tuple(fc.nat(Math.max(0, loops - 1)), fc.constantFrom("", "f", "a-b.type", "0"))
    .map(([out, path]) => "../".repeat(out) + path);
  const paths = loops === 0 ? outside : fc.oneof(outside, inside);
  return fc.tuple(fc.constantFrom("var", "var", "has"), paths).map(([operator, path]): Json => ({ [operator]: path }));
}

function operations(names: readonly string[], operands: fc.Arbitrary<readonly Json[]>): fc.Arbitrary<Json> {
  return fc.tuple(fc.constantFrom(...names), operands).map(([name, parts]): Json => ({ [name]: parts }));
}

const literals = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  fc.integer({ min: -3, max: 3 }).map((value) => (value === 0 ? 0 : value)),
  fc.boolean(),
  fc.constant(null),
);

/**
 * Bodies that have an expression: all operators, each in the one shape to which expressions compile. They are well formed
 * and not well typed.
 */
export const expressionBodies: fc.Arbitrary<Json> = bodies(3, 0);
