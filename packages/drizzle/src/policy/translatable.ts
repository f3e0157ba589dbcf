import { hasDefault, operationOf, pathOf, type Operation } from "@relata/abac";
import { type Json, type ModelIndex, type Policy, type ValueType } from "@relata/model";
import { ASK_THE_ENGINE, notExpressible } from "../not-expressible.ts";
import { isComparison } from "./comparisons.ts";
import { familyOf } from "./operand-family.ts";
import { readsData } from "./reads-data.ts";

/** Operators over truths, and those that SQL compares with. */
const LOGIC: ReadonlySet<string> = new Set(["and", "or", "!", "!!"]);

/**
 * Refuses a policy that SQL cannot decide for every row: where it reads something of a row, a tuple or the subject, it may only
 * compare that, and combine what comes of it. What it makes of the request alone is known before the query runs, and may be
 * anything.
 *
 * @throws Failure `not_expressible`
 */
export function requireTranslatable(index: ModelIndex, name: string, type: string): void {
  const policy = index.policies.get(name);
  if (policy === undefined) return;
  const refuse = (what: string): never => {
    throw notExpressible(
      `policy \`${name}\` at \`${type}\` ${what}, which has no form in SQL that answers as the policy does`,
      `compare with columns that hold what it needs, or ${ASK_THE_ENGINE}`,
    );
  };
  const require = (body: Json): void => {
    if (!readsData(body, policy)) return;
    const operation = operationOf(body);
    if (operation === undefined) return Array.isArray(body) ? body.forEach(require) : undefined;
    if (operation.name === "var" || operation.name === "has") return requirePath(operation);
    const isKnown =
      LOGIC.has(operation.name) || isComparison(operation.name) || isListed(operation.name, operation.operands);
    if (!isKnown) return refuse(`asks \`${operation.name}\` of what it reads`);
    operation.operands.forEach(require);
  };
  const requirePath = (operation: Operation): void => {
    const path = pathOf(operation) ?? "";
    const valueType = typeOf(index, policy, type, path);
    if (valueType === undefined) return refuse(`looks into \`${path}\``);
    if (operation.name === "var" && familyOf(valueType) === undefined)
      return refuse(`compares \`${path}\`, which is of type \`${valueType.kind}\``);
  };
  // Why: a default sees what is absent, and what is left of the policy once the request is known still waits for it.
  if (hasDefault(policy.body)) return refuse("gives a path a default");
  require(policy.body);
}

/** Looking for a value in a list that the policy writes. */
function isListed(name: string, [, list]: readonly Json[]): boolean {
  return name === "in" && Array.isArray(list);
}

/** The type that the path is declared with; undefined where it leads into a value. */
export function typeOf(index: ModelIndex, policy: Policy, type: string, path: string): ValueType | undefined {
  const [root = "", name = "", ...rest] = path.split(".");
  if (rest.length > 0) return undefined;
  switch (root) {
    case "resource":
      return index.types.get(type)?.definition.attributes.find((attribute) => attribute.name === name)?.type;
    case "subject":
      return agreed(index, name);
    default:
      return name === "" ? policy.parameters.find((parameter) => parameter.name === root)?.type : undefined;
  }
}

/** What a subject of any type may be asked for is of a type if all that declare it agree. */
function agreed(index: ModelIndex, name: string): ValueType | undefined {
  const types = index.model.types.flatMap(({ attributes }) => attributes.filter((one) => one.name === name));
  const [first, ...others] = types.map(({ type }) => type);
  return first !== undefined && others.every((other) => JSON.stringify(other) === JSON.stringify(first))
    ? first
    : undefined;
}
