import { readModel, type Schema, type TypedModel } from "@relata/core";
import { writeName } from "@relata/language";
import {
  compareText,
  didYouMean,
  Failure,
  indexModel,
  sameJson,
  type Json,
  type Model,
  type TypeDefinition,
} from "@relata/model";
import { APIKEY, isReservedType, systemTexts, type SystemTypes } from "./system-text.ts";

/**
 * The application's model with the reserved types `system:root` and `system:key`, in which keys keep whose they are. The
 * model itself declares `apikey`, so that its relations say where keys may stand.
 *
 * Law: of a model that it made, it is the same; of one that an earlier form of it made, it is what it makes of the
 * application's types today.
 *
 * ```ts
 * const relata = await createRelata({ model: withSystem(model), store });
 * ```
 *
 * @throws Failure `invalid_model` where it lacks a type that is needed, or declares a reserved one
 */
export function withSystem<S extends Schema>(model: TypedModel<S>, types: SystemTypes = {}): TypedModel<S> {
  const { types: declared } = indexModel(model);
  const organization = types.organization ?? (declared.has("organization") ? "organization" : "");
  const { users = ["user"], admins = [] } = types;
  const options = { users, organization, admins };
  const own = model.types.filter(({ name }) => !isReservedType(name));
  const forms = declaresAll(own, options) ? reservedForms(own, options) : [];
  const made = formOf(model, forms);
  if (made !== undefined && made === forms[0]) return model;
  const reserved = model.types.find(({ name }) => name === "system" || isReservedType(name));
  if (reserved !== undefined && made === undefined) {
    throw new Failure("invalid_model", `\`${reserved.name}\` is reserved for keys: give the type another name`);
  }
  for (const name of [...users, APIKEY, organization]) {
    if (name === "" || declared.has(name)) continue;
    const hint = name === APIKEY ? `add \`type ${APIKEY}\` to the model` : "name it in the options of `withSystem`";
    throw new Failure(
      "invalid_model",
      `keys need the type \`${name}\`, which the model lacks${didYouMean(name, declared.keys())}: ${hint}`,
    );
  }
  const system = forms[0] ?? [];
  return { ...model, types: [...own, ...system].toSorted((a, b) => compareText(a.name, b.name)) };
}

/** Of the forms, that of the reserved types of the model, as one that was applied to a store has them. */
function formOf({ types }: Model, forms: readonly Form[]): Form | undefined {
  const reserved = types.filter(({ name }) => isReservedType(name));
  // A model is plain JSON; one that was stored has its fields in another order.
  return forms.find((form) => sameJson(reserved as unknown as Json, form as unknown as Json));
}

type Form = readonly TypeDefinition[];

function declaresAll(own: Form, { users, organization }: Required<SystemTypes>): boolean {
  const names = [...users, APIKEY, ...(organization === "" ? [] : [organization])];
  return names.every((needed) => own.some(({ name }) => name === needed));
}

/** The reserved types beside these, in every form that they have had, that of today first. */
function reservedForms(declared: Form, types: Required<SystemTypes>): readonly Form[] {
  // Why stand-ins: what the reserved types name of the others is their names and relations, and nothing of their meaning.
  const standIns = declared.map(({ name, relations, permissions }) => {
    const names = [...relations, ...permissions].map((one) => `  relation ${writeName(one.name)}: ${writeName(name)}`);
    return `type ${writeName(name)} {\n${names.join("\n")}\n}`;
  });
  return systemTexts(standIns.join("\n"), types).map((text) =>
    readModel(text).model.types.filter(({ name }) => isReservedType(name)),
  );
}
