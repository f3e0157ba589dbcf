import {
  formatValueType,
  fromEntries,
  indexModel,
  sameObject,
  type Json,
  type Missing,
  type Model,
  type ValueType,
} from "@relata/model";
import { isConditional, type Both, type World } from "./ask-both.ts";
import type { Samples } from "./sample-values.ts";

/** Values that a world is given at the most before it is given up as undecided. */
const MAX_VALUES = 6;

/** A world, and what both models say in it. */
export interface Settled {
  readonly world: World;
  readonly both: Both;
}

/**
 * A world whose answers differ, made of this one by giving it attributes and context that its answers wait for; undefined
 * where no choice of the sampled values makes a difference. One of two decided answers is preferred to one where a side
 * still waits: "allowed, now denied" says more than "conditional, now denied".
 */
export function settle(
  models: readonly [Model, Model],
  start: Settled,
  samples: Samples,
  ask: (world: World) => Both,
): Settled | undefined {
  let undecided: Settled | undefined;
  const visit = (settled: Settled, given: number): Settled | undefined => {
    const { both, world } = settled;
    if (!isConditional(both)) return both.before === both.after ? undefined : settled;
    if (both.before !== both.after) undecided ??= settled;
    const [missing] = both.missing;
    if (missing === undefined || given === MAX_VALUES) return undefined;
    for (const value of valuesFor(models, missing, samples)) {
      const next = withValue(world, missing, value);
      const found = visit({ world: next, both: ask(next) }, given + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(start, 0) ?? undecided;
}

/** Values for what is missing. Where the models declare it of two types there are none: no value could be stored under both. */
function valuesFor(models: readonly Model[], missing: Missing, samples: Samples): readonly Json[] {
  const types = models.map((model) => declaredType(model, missing)).filter((type) => type !== undefined);
  const [type] = types;
  if (type === undefined || new Set(types.map(formatValueType)).size > 1) return [];
  return samples.of(type).map((value) => nested(type, missing, value));
}

function declaredType(model: Model, { path, of }: Missing): ValueType | undefined {
  const name = path.split(".")[1] ?? "";
  if (of !== undefined) {
    return indexModel(model)
      .types.get(of.type)
      ?.definition.attributes.find((attribute) => attribute.name === name)?.type;
  }
  const parameters = model.policies.flatMap((policy) => policy.parameters);
  return [...model.context, ...parameters].find((field) => field.name === name)?.type;
}

/** A map that lacks one key is given a map that has it. */
function nested(type: ValueType, { path }: Missing, value: Json): Json {
  const [, , key, ...deeper] = path.split(".");
  if (type.kind !== "map" || key === undefined || deeper.length > 0) return value;
  const inner = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value)[0] : value;
  return fromEntries([[key, (inner as Json | undefined) ?? "a"]]);
}

function withValue(world: World, { path, of }: Missing, value: Json): World {
  const name = path.split(".")[1] ?? "";
  if (of === undefined) return { ...world, context: { ...world.context, [name]: value } };
  const own = world.attributes.find(({ object }) => sameObject(object, of));
  const others = world.attributes.filter((each) => each !== own);
  return { ...world, attributes: [...others, { object: of, values: { ...own?.values, [name]: value } }] };
}
