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
import { APIKEY, systemText, type SystemTypes } from "./system-text.ts";

/**
 * The application's model with the reserved types `system:root` and `system:key`, in which keys keep whose they are. The
 * model itself declares `apikey`, so that its relations say where keys may stand.
 *
 * Law: of a model that it made, it is the same.
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
  const reserved = model.types.find(({ name }) => name === "system" || isReserved(name));
  if (reserved !== undefined) {
    if (isWhole(model, { users, organization, admins })) return model;
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
  const system = reservedTypes(model.types, { users, organization, admins });
  return { ...model, types: [...model.types, ...system].toSorted((a, b) => compareText(a.name, b.name)) };
}

/** Whether the model is one that this function made, as one that was applied to a store is. */
function isWhole({ types }: Model, options: Required<SystemTypes>): boolean {
  const mine = types.filter(({ name }) => !isReserved(name));
  if (![...options.users, APIKEY].every((name) => mine.some((type) => type.name === name))) return false;
  const reserved = types.filter(({ name }) => isReserved(name));
  // A model is plain JSON; one that was stored has its fields in another order.
  return sameJson(reserved as unknown as Json, reservedTypes(mine, options) as unknown as Json);
}

function isReserved(name: string): boolean {
  return name.startsWith("system:");
}

function reservedTypes(declared: readonly TypeDefinition[], types: Required<SystemTypes>): readonly TypeDefinition[] {
  // Why stand-ins: what the reserved types name of the others is their names and relations, and nothing of their meaning.
  const standIns = declared.map(({ name, relations, permissions }) => {
    const names = [...relations, ...permissions].map((one) => `  relation ${writeName(one.name)}: ${writeName(name)}`);
    return `type ${writeName(name)} {\n${names.join("\n")}\n}`;
  });
  const { model } = readModel(systemText(standIns.join("\n"), types));
  return model.types.filter(({ name }) => isReserved(name));
}
