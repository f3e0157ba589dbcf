import type { NameOf, ResourceOf, Schema, TypeName, TypeOf } from "@relata/core";
import type { JsonObject } from "@relata/model";

/** An object as a request names it. What is no id, as a part of a path that is not there, makes it malformed. */
export type ObjectGiven = string | { readonly type: string; readonly id: string | readonly string[] | undefined };

/** The relations and permissions of all types. */
type AnyName<S extends Schema> = { [T in TypeName<S>]: NameOf<S, T> }[TypeName<S>];

/** Whether nothing is known of the type of what is given: text that was put together, or a model that is read at run time. */
type IsOpen<S extends Schema, O> =
  string extends TypeName<S>
    ? true
    : [string] extends [O]
      ? true
      : O extends { readonly type: string }
        ? string extends O["type"]
          ? true
          : false
        : false;

/**
 * What may be asked of an object: the names of its type, where that can be read of it, and else those of all types. `never` of a type
 * that the model does not have.
 */
export type NameFor<S extends Schema, O> =
  string extends TypeName<S> ? string : IsOpen<S, O> extends true ? AnyName<S> : NameOf<S, TypeOf<S, O>>;

/** The attributes of the object that may be given with a question. */
export type ResourceFor<S extends Schema, O> = IsOpen<S, O> extends true ? JsonObject : ResourceOf<S, TypeOf<S, O>>;

/** The relations and permissions of a type that is named. */
export type NameOfType<S extends Schema, T> = T extends TypeName<S> ? NameOf<S, T> : never;

/** What may be given with a question that is asked for a request. */
export interface Given<S extends Schema, O> {
  /** Attributes of the object, for those that are not stored and not trusted. */
  readonly resource?: ResourceFor<S, O>;
}
