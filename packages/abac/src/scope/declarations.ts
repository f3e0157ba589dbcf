import {
  formatValueType,
  type ModelIndex,
  type Parameter,
  type Policy,
  type TypeDefinition,
  type ValueType,
} from "@relata/model";

/** The names that a policy may read at its root, with their types. */
export interface Declarations {
  readonly resource: Attributes;
  /** Of all types, since any of them may be the subject's. */
  readonly subject: Attributes;
  readonly context: ReadonlyMap<string, ValueType>;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

export interface Attributes {
  /** Who declares them, for messages: "no type has an attribute …". */
  readonly none: string;
  readonly types: ReadonlyMap<string, ValueType>;
}

/** First segments that are not parameters, in the order in which messages list them. */
export const SCOPES: readonly string[] = ["resource", "subject", "context", "action", "now"];

const attributesOf = new WeakMap<ModelIndex, Attributes>();

/** The names that the policy may read where it stands on that type; without one, where it may stand on any. */
export function declarationsOf(policy: Policy, index: ModelIndex, resource?: TypeDefinition): Declarations {
  const anywhere = attributesOf.get(index) ?? attributesOfAll(index);
  attributesOf.set(index, anywhere);
  return {
    resource: resource === undefined ? anywhere : attributesOfOne(resource),
    subject: anywhere,
    context: new Map(index.model.context.map(({ name, type }) => [name, type])),
    parameters: new Map(policy.parameters.map((parameter) => [parameter.name, parameter])),
  };
}

function attributesOfOne({ name, attributes }: TypeDefinition): Attributes {
  const types = new Map(attributes.map((attribute) => [attribute.name, attribute.type]));
  return { none: `type \`${name}\` has no attribute`, types };
}

/**
 * Attributes of all types by name. Where the types that declare a name disagree, it is `any`: it is read as it stands,
 * nothing is parsed, and the operators look at what they are given.
 */
function attributesOfAll(index: ModelIndex): Attributes {
  const types = new Map<string, ValueType>();
  for (const { name, type } of index.model.types.flatMap(({ attributes }) => attributes)) {
    const before = types.get(name);
    const agrees = before === undefined || formatValueType(before) === formatValueType(type);
    types.set(name, agrees ? type : { kind: "any" });
  }
  return { none: "no type has an attribute", types };
}
