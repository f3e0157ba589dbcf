import type { Json, Model, ValueType } from "@relata/model";
import { writeLiteral } from "./write-literal.ts";
import { writeSchema } from "./write-schema.ts";
import { holdsAny } from "./write-value-type.ts";

const DATA = "export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>(";

/**
 * A model as a TypeScript module: `model`, which is plain data that nothing can change, and `Authz`, its schema, from
 * which `@relata/core` types questions and writes. The module needs the types of core and nothing at run time; what it
 * exports has its type written beside it, so that a declaration file of it holds no data.
 *
 * Law: equal models have equal texts. No time, no path and no version stands in it.
 */
export function generateModule(model: Model): string {
  const imported = valueTypes(model).some(holdsAny) ? "Json, TypedModel" : "TypedModel";
  return `/* eslint-disable */
// Written by \`relata generate\` from model files: change those, and run it again.
import type { ${imported} } from "@relata/core";

/** What the model declares, for the compiler: \`Relata<Authz>\`, \`CheckInput<Authz>\`, \`TupleInput<Authz>\`. */
export interface Authz ${writeSchema(model)}

/** The model, as plain data that nothing can change. */
${DATA}${writeLiteral(asJson(model), DATA.length, "")});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
`;
}

function valueTypes({ types, policies, context }: Model): readonly ValueType[] {
  const fields = [
    ...context,
    ...types.flatMap(({ attributes }) => attributes),
    ...policies.flatMap(({ parameters }) => parameters),
  ];
  return fields.map(({ type }) => type);
}

/** Why a cast: an interface has no index signature, and a model is JSON all the same. */
function asJson(model: Model): Json {
  return model as unknown as Json;
}
