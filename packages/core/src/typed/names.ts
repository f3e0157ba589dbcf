import type { Schema } from "./schema.ts";

/** The types of the model. `string` where the model is read at run time, which is how all else tells. */
export type TypeName<S extends Schema> = keyof S["types"] & string;

/**
 * The type that the text of a reference begins with, or `never`. Only what stands before a colon can be one, and no
 * declared type is a `:`-prefix of another, so the first that is declared is the one. Cost: a look-up for each colon.
 */
export type TypeOfText<
  S extends Schema,
  Text extends string,
  Before extends string = "",
> = Text extends `${infer Head}:${infer Rest}`
  ? `${Before}${Head}` extends TypeName<S>
    ? `${Before}${Head}`
    : TypeOfText<S, Rest, `${Before}${Head}:`>
  : never;

/** The type of a reference in either form, or `never` where it says none that is declared. */
export type TypeOf<S extends Schema, Given> = Given extends string
  ? TypeOfText<S, Given>
  : Given extends { readonly type: infer T extends TypeName<S> }
    ? T
    : never;

/** Why both as one type: the keys of a union of these are the names that all of the types have. */
type Names<S extends Schema, T> =
  T extends TypeName<S> ? S["types"][T]["relations"] & S["types"][T]["permissions"] : never;

/** The relations and permissions of a type; of several types, those that all of them have. */
export type NameOf<S extends Schema, T> =
  string extends TypeName<S> ? string : [T] extends [never] ? never : keyof Names<S, T> & string;

/** As `NameOf`, but any text where the type is a mistake: the type is then what the compiler is to complain of. */
export type NameAt<S extends Schema, T> = [T] extends [never] ? string : NameOf<S, T>;

/** The relations of a type: what tuples are written under. */
export type RelationOf<S extends Schema, T> = T extends TypeName<S> ? keyof S["types"][T]["relations"] & string : never;

/** The relations of all types. */
export type AnyRelation<S extends Schema> = { [T in TypeName<S>]: RelationOf<S, T> }[TypeName<S>];

/** As `NameAt`, of the type of what is given. */
export type NameGiven<S extends Schema, Given> = 0 extends 1 & Given ? string : NameAt<S, TypeOf<S, Given>>;
