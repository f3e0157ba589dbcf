import { canonicalJson, type Json, type Model } from "@relata/model";
import type { ModelChange } from "./model-change.ts";

/** A declaration that came or went, with its shape: all of it but its name and documentation. */
interface Shaped {
  readonly change: ModelChange;
  readonly shape: string;
}

/**
 * Notes where something that was removed has the shape of the one thing that was added beside it: a rename, perhaps. Where
 * several could be meant, none is guessed.
 */
export function guessRenames(before: Model, after: Model, changes: readonly ModelChange[]): readonly ModelChange[] {
  const removed = shaped(before, changes, "removed");
  const added = shaped(after, changes, "added");
  const renames = new Map<ModelChange, string | undefined>([
    ...removed.map((of) => [of.change, partner(of, removed, added)] as const),
    ...added.map((of) => [of.change, partner(of, added, removed)] as const),
  ]);
  return changes.map((change) => {
    const rename = renames.get(change);
    return rename === undefined ? change : { ...change, rename };
  });
}

/** The one of the others that has the same shape, where no second thing has it on either side. */
function partner(of: Shaped, own: readonly Shaped[], others: readonly Shaped[]): string | undefined {
  const same = others.filter(({ shape }) => shape === of.shape);
  const rivals = own.filter(({ shape }) => shape === of.shape);
  return same.length === 1 && rivals.length === 1 ? same[0]?.change.path : undefined;
}

function shaped(model: Model, changes: readonly ModelChange[], kind: ModelChange["kind"]): readonly Shaped[] {
  const shapes = shapesOf(model);
  return changes
    .filter((change) => change.kind === kind)
    .flatMap((change) => {
      const shape = shapes.get(change.path);
      return shape === undefined || change.of === "documentation" ? [] : [{ change, shape }];
    });
}

/** The shape of every declaration by its path. Members of different types, and of different kinds, differ in shape. */
function shapesOf({ types, policies }: Model): ReadonlyMap<string, string> {
  const shapes = new Map<string, string>();
  for (const type of types) {
    shapes.set(type.name, `type ${shapeOf(type, type.name)}`);
    const { name, relations, permissions, attributes } = type;
    for (const each of relations) shapes.set(`${name}#${each.name}`, `relation ${name} ${shapeOf(each, each.name)}`);
    for (const each of permissions)
      shapes.set(`${name}#${each.name}`, `permission ${name} ${shapeOf(each, each.name)}`);
    for (const each of attributes) shapes.set(`${name}.${each.name}`, `attribute ${name} ${shapeOf(each, each.name)}`);
  }
  for (const each of policies) shapes.set(`policy ${each.name}`, `policy ${shapeOf(each, each.name)}`);
  return shapes;
}

/** The declaration as text, with its own name, where it speaks of itself, taken out. */
function shapeOf(declaration: unknown, name: string): string {
  const text = JSON.stringify(declaration, (key, value: unknown) =>
    key === "doc" ? undefined : value === name ? "\u0000" : value,
  );
  return canonicalJson(JSON.parse(text) as Json);
}
