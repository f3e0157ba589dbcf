import type { Model } from "@relata/model";

/**
 * What a model declares, as the compiler of TypeScript reads it: names as keys, so that a name is looked up and no union
 * is searched. `relata generate` writes one for a model. This type itself, which is the default everywhere, stands for a
 * model that is read at run time: there every name is a string.
 */
export interface Schema {
  readonly types: { readonly [type: string]: TypeSchema };
  /** The parameters of each policy that stand in a tuple; those that a request may give are optional. */
  readonly policies: { readonly [policy: string]: object };
  /** What a request may supply: `context.*` and plain policy parameters, all of them optional. */
  readonly context: object;
  /** The kinds that some relation admits, and the types that are their own `self`: `user`, `group#member`. */
  readonly subjects: string;
}

export interface TypeSchema {
  /** The kinds of subject that each relation admits, each with the policies that such a tuple carries, or `undefined`. */
  readonly relations: { readonly [relation: string]: { readonly [kind: string]: string | undefined } };
  readonly permissions: { readonly [permission: string]: true };
  /** All of them optional: what is missing is unknown. */
  readonly attributes: object;
  /** The names of the attributes that no request may supply. */
  readonly trusted: string;
}

/** Named values of which no others may be given. Why not `{}` where there are none: to that, anything fits. */
export type Closed<Values> = [keyof Values] extends [never] ? { readonly [name: string]: never } : Values;

declare const SCHEMA: unique symbol;

/** A model with its schema. At run time it is the model and nothing else. */
export interface TypedModel<S extends Schema = Schema> extends Model {
  readonly [SCHEMA]?: S;
}
