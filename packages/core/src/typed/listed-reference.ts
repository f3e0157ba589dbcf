import type { TypeName } from "./names.ts";
import type { Schema } from "./schema.ts";

/** What a list of objects holds: `folder:${string}` of the type `folder`. */
export type ObjectReference<S extends Schema, Given> =
  Unknown<S, Given> extends true
    ? string
    : Given extends { readonly type: infer T extends TypeName<S> }
      ? `${T}:${string}`
      : string;

/** What a list of subjects holds. One of subject sets may end with all of the type: `group:*`. */
export type SubjectReference<S extends Schema, Given> =
  Unknown<S, Given> extends true
    ? string
    : Given extends { readonly type: infer Kind extends string }
      ? Kind extends `${infer T}#${infer R}`
        ? `${T}:${string}#${R}` | `${T}:*`
        : `${Kind}:${string}`
      : string;

/** Without a schema, and where all types are erased (see `Fit`), a reference is text. */
type Unknown<S extends Schema, Given> = 0 extends 1 & Given ? true : string extends TypeName<S> ? true : false;
