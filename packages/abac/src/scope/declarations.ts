import { formatValueType, type ModelIndex, type Parameter, type Policy, type ValueType } from "@relata/model";

/** The names that a policy may read at its root, with their types. */
export interface Declarations {
  /**
   * Attributes of all types by name, for `resource.x` and `subject.x` alike, since one policy may stand on many types.
   * Where the types that declare a name disagree, it is `any`: it is read as it stands, nothing is parsed, and the
   * operators look at what they are given.
   */
  readonly attributes: ReadonlyMap<string, ValueType>;
  readonly context: ReadonlyMap<string, ValueType>;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** First segments that are not parameters, in the order in which messages list them. */
export const SCOPES: readonly string[] = ["resource", "subject", "context", "action", "now"];

const attributesOf = new WeakMap<ModelIndex, ReadonlyMap<string, ValueType>>();

export function declarationsOf(policy: Policy, index: ModelIndex): Declarations {
  const attributes = attributesOf.get(index) ?? collectAttributes(index);
  attributesOf.set(index, attributes);
  return {
    attributes,
    context: new Map(index.model.context.map(({ name, type }) => [name, type])),
    parameters: new Map(policy.parameters.map((parameter) => [parameter.name, parameter])),
  };
}

function collectAttributes(index: ModelIndex): ReadonlyMap<string, ValueType> {
  const found = new Map<string, ValueType>();
  for (const { name, type } of index.model.types.flatMap(({ attributes }) => attributes)) {
    const before = found.get(name);
    const agrees = before === undefined || formatValueType(before) === formatValueType(type);
    found.set(name, agrees ? type : { kind: "any" });
  }
  return found;
}
