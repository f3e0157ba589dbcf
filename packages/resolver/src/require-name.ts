import { didYouMean, Failure, type Model } from "@relata/model";
import { shapeOf } from "./shape.ts";

/**
 * A question about a name that the type lacks has no answer: "denied" would hide a typing error until someone trusts
 * it (DESIGN §4.8). A name that an arrow or a subject set fails to find is another thing: that grants nothing.
 *
 * @throws Failure `unknown_type`, `unknown_permission`
 */
export function requireName(model: Model, type: string, name: string): void {
  const { types } = shapeOf(model).index;
  const names = types.get(type)?.rewrites;
  if (names === undefined)
    throw new Failure("unknown_type", `unknown type \`${type}\`${didYouMean(type, types.keys())}`);
  if (names.has(name)) return;
  const hint = didYouMean(name, names.keys());
  throw new Failure("unknown_permission", `type \`${type}\` has no relation or permission \`${name}\`${hint}`);
}
