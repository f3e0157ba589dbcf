import type { JsonObject } from "@relata/model";
import type { TypeName } from "./names.ts";
import type { Schema } from "./schema.ts";

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
        ? S["types"][T]["attributes"]
        : never;
