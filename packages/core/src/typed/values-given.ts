import type { JsonObject } from "@relata/model";
import type { TypeName, TypeOf } from "./names.ts";
import type { Schema } from "./schema.ts";

/** The stored attributes of an object that is given, each of them optional. Any, where types are erased: see `Fit`. */
export type ValuesGiven<S extends Schema, Given> = 0 extends 1 & Given ? JsonObject : ValuesOf<S, TypeOf<S, Given>>;

/** The names of these. */
export type NamesGiven<S extends Schema, Given> = 0 extends 1 & Given ? string : keyof ValuesGiven<S, Given> & string;

/** Of a type that is a mistake, anything: the object is then what the compiler is to complain of. */
type ValuesOf<S extends Schema, T> =
  string extends TypeName<S>
    ? JsonObject
    : [T] extends [never]
      ? JsonObject
      : T extends TypeName<S>
        ? S["types"][T]["attributes"]
        : never;
