import type { ObjectRef } from "@relata/model";
import type { TypeName, TypeOf, TypeOfText } from "./names.ts";
import type { Schema } from "./schema.ts";

/** An object in either form: `folder:plans`, `{ type: "folder", id: "plans" }`. */
export type ObjectInput<S extends Schema = Schema> =
  string extends TypeName<S> ? string | ObjectRef : ObjectOf<TypeName<S>>;

/** A reference of one of these types, in either form. */
export type ObjectOf<T extends string> = T extends string ? `${T}:${string}` | ObjectRefOf<T> : never;

/** Why an interface: what is held in a variable and what fits it are then one type, and not two to compare. */
export interface ObjectRefOf<T> {
  readonly type: T;
  readonly id: string;
}

/** What an object must be, in the form that it was given in. */
export type ObjectForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? string | ObjectRef
    : Given extends string
      ? [TypeOfText<S, Given>] extends [never]
        ? `${TypeName<S>}:${string}`
        : Given
      : ObjectRefOf<[TypeOf<S, Given>] extends [never] ? TypeName<S> : TypeOf<S, Given>>;
