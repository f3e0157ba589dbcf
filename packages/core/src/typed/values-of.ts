import type { JsonObject } from "@relata/model";
import type { TypeName, TypeOf } from "./names.ts";
import type { Closed, Schema } from "./schema.ts";

/**
 * The stored attributes of an object of the type, each of them optional. Anything where the type is a mistake: the
 * object is then what the compiler is to complain of.
 */
export type ValuesOf<S extends Schema, T> =
  string extends TypeName<S>
    ? JsonObject
    : [T] extends [never]
      ? JsonObject
      : T extends TypeName<S>
        ? Closed<S["types"][T]["attributes"]>
        : never;

/** As `ValuesOf`, of the type of what is given. Where all types are erased (see `Fit`), any values. */
export type ValuesGiven<S extends Schema, Given> = 0 extends 1 & Given ? JsonObject : ValuesOf<S, TypeOf<S, Given>>;
