import type { TypeName, TypeOf } from "./names.ts";
import type { Closed, Schema } from "./schema.ts";

/** The kinds that a relation admits, each with its policies: `{ user: "office_hours" | undefined }`. */
export type KindsOf<S extends Schema, T, R> =
  T extends TypeName<S> ? (R extends keyof S["types"][T]["relations"] ? S["types"][T]["relations"][R] : never) : never;

/** The kind of a subject in either form: `user`, `user:*`, `group#member`; `never` where it is none. */
export type KindOf<S extends Schema, Subject> = Subject extends `${infer Ref}#${infer R}`
  ? `${TypeOf<S, Ref>}#${R}`
  : Subject extends { readonly relation: infer R extends string }
    ? `${TypeOf<S, Subject>}#${R}`
    : Subject extends { readonly id: "*" } | `${TypeOf<S, Subject>}:*`
      ? `${TypeOf<S, Subject>}:*`
      : TypeOf<S, Subject>;

/** What an object form says of its policy: as its kind demands, it must, may or must not carry one. */
export type PolicyPart<S extends Schema, Policy> = [Policy] extends [undefined]
  ? { readonly policy?: never }
  : undefined extends Policy
    ? { readonly policy?: TuplePolicyOf<S, Policy> }
    : { readonly policy: TuplePolicyOf<S, Policy> };

/** A policy with its parameters, which may be left out where none must stand in the tuple. */
type TuplePolicyOf<S extends Schema, Policy> = Policy extends keyof S["policies"]
  ? object extends S["policies"][Policy]
    ? { readonly name: Policy; readonly parameters?: Closed<S["policies"][Policy]> }
    : { readonly name: Policy; readonly parameters: S["policies"][Policy] }
  : never;
