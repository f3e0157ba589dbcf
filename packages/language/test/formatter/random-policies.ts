import * as fc from "fast-check";
import { joined, json, strings, valueType, words, type Written } from "./random-tokens.ts";

/** Expressions that are true or false, over a context entry of any type. */
const { truth } = fc.letrec<Record<"truth" | "value", Written>>((tie) => ({
  truth: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(words("has ( context . c0 . `x` )")),
    fc
      .tuple(tie("value"), fc.constantFrom("==", "!="), fc.oneof(tie("value"), json.filter(isScalar)))
      .map(([left, operator, right]) => [...left, operator, ...right]),
    fc
      .tuple(fc.constantFrom("+", "-", "*", "%"), tie("value"))
      .map(([operator, of]) => ["-", "1", operator, ...words("context . c0 . `x` <"), ...of]),
    tie("value").map((of) => [...of, ...words('in [ "long_enough_to_break_the_line_that_it_is_in" , -1 , "x" ]')]),
    tie("value").map((of) => [...words("context . `c0` . exists ( x , `x` !="), ...of, ")"]),
    fc
      .tuple(fc.constantFrom("&&", "||"), fc.array(tie("truth").map(grouped), { minLength: 2, maxLength: 4 }))
      .map(([operator, operands]) => joined(operands, operator)),
    fc.tuple(tie("truth"), tie("truth")).map(([one, other]) => ["!", ...grouped(one), "||", ...other]),
    fc
      .tuple(tie("truth"), tie("truth"), tie("truth"))
      .map(([condition, one, other]) => [...grouped(condition), "?", ...grouped(one), ":", ...grouped(other)]),
  ),
  value: fc.oneof(
    fc.constantFrom(words("`context` . c0"), words("context . c0 . `when`"), words("context . c0 [ 2 ]")),
    strings.map((text) => [...words("context . c0 ["), text, "]"]),
  ),
}));

function isScalar(written: Written): boolean {
  return written.length === 1;
}

function grouped(written: Written): Written {
  return ["(", ...written, ")"];
}

/** A policy of that name, with a body of either form. Why it compares parameters with themselves: it must read them. */
export function policies(name: string, isTuple: fc.Arbitrary<boolean>): fc.Arbitrary<Written> {
  const parameter = fc.tuple(fc.constantFrom("a", "`b`", "`c-d`", "`in`"), isTuple, valueType);
  return fc
    .tuple(
      fc.uniqueArray(parameter, { selector: ([of]) => of, maxLength: 3 }),
      fc.boolean(),
      fc.oneof(json.map(inJson), truth.map(asExpression)),
    )
    .map(([parameters, isRequired, body]) => [
      "policy",
      name,
      ...(parameters.length === 0 ? [] : grouped(joined(parameters.map(parameterOf), ","))),
      ...(isRequired ? words("required context . c0 , context . `c1`") : []),
      "=",
      ...body(parameters.map(([of]) => of)),
    ]);
}

function parameterOf([name, tuple, type]: readonly [string, boolean, Written]): Written {
  return [...(tuple ? ["tuple"] : []), name, ":", ...type];
}

/** A body that reads each of those parameters. */
type Body = (parameters: readonly string[]) => Written;

function inJson(value: Written): Body {
  return (parameters) => {
    const read = parameters.map((name) => variable(name.replaceAll("`", "")));
    const parts = [comparison(variable("context.c0"), value), ...read.map((each) => comparison(each, each))];
    return ["json", "{", '"or"', ":", "[", ...joined(parts, ","), "]", "}"];
  };
}

function asExpression(of: Written): Body {
  return (parameters) => joined([grouped(of), ...parameters.map((name) => [name, "==", name])], "&&");
}

function comparison(left: Written, right: Written): Written {
  return ["{", '"=="', ":", "[", ...left, ",", ...right, "]", "}"];
}

function variable(path: string): Written {
  return ["{", '"var"', ":", JSON.stringify(path), "}"];
}
