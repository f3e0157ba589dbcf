import type { AttributeInput as AnyAttributes } from "../attribute-input.ts";
import type { ChangesInput as AnyChanges, WriteInput as AnyWrite } from "../changes-input.ts";
import type { PreconditionForm, PreconditionInput } from "./filter-form.ts";
import type { TypeName, TypeOf } from "./names.ts";
import type { ObjectForm, ObjectOf } from "./object-input.ts";
import type { Closed, Schema } from "./schema.ts";
import type { IsRead, KeyForm, TupleForm, TupleInput } from "./tuple-form.ts";

/** Tuples to touch, or every kind of change. All are applied, or none is. */
export type WriteInput<S extends Schema = Schema> = readonly TupleInput<S>[] | ChangesInput<S>;

export type ChangesInput<S extends Schema = Schema> = string extends TypeName<S> ? AnyChanges : ChangesParts<S>;

interface ChangesParts<S extends Schema> {
  readonly touch?: readonly TupleInput<S>[];
  readonly create?: readonly TupleInput<S>[];
  readonly delete?: readonly TupleInput<S>[];
  readonly attributes?: readonly AttributeInput<S>[];
  readonly preconditions?: readonly PreconditionInput<S>[];
  /** Names this write, so that it can be sent again: see `ChangesInput`. */
  readonly idempotencyKey?: string;
}

/** New values of some attributes of one object, and names of attributes to remove. */
export type AttributeInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyAttributes : AttributesOf<S, TypeName<S>>;

type AttributesOf<S extends Schema, T extends string> = T extends string ? AttributeParts<S, T, ObjectOf<T>> : never;

interface AttributeParts<S extends Schema, T, O> {
  readonly object: O;
  /** New values; other attributes of the object stay. */
  readonly set?: T extends TypeName<S> ? Closed<S["types"][T]["attributes"]> : never;
  readonly unset?: readonly (T extends TypeName<S> ? keyof S["types"][T]["attributes"] : never)[];
}

/** What a write must be, part by part. */
export type WriteForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyWrite
    : Given extends readonly unknown[]
      ? TupleForms<S, Given>
      : {
          readonly touch?: TupleForms<S, Part<Given, "touch">>;
          readonly create?: TupleForms<S, Part<Given, "create">>;
          readonly delete?: KeyForms<S, Part<Given, "delete">>;
          readonly attributes?: AttributeForms<S, Part<Given, "attributes">>;
          readonly preconditions?: PreconditionForms<S, Part<Given, "preconditions">>;
          readonly idempotencyKey?: string;
        };

/** A part of what is given; nothing where it is left out. */
type Part<Given, Name extends string> = Name extends keyof Given ? Exclude<Given[Name], undefined> : readonly [];

type TupleForms<S extends Schema, Given> = { readonly [K in keyof Given]: TupleForm<S, Given[K]> };

type KeyForms<S extends Schema, Given> = { readonly [K in keyof Given]: KeyForm<S, Given[K]> };

type AttributeForms<S extends Schema, Given> = { readonly [K in keyof Given]: AttributeForm<S, Given[K]> };

type PreconditionForms<S extends Schema, Given> = { readonly [K in keyof Given]: PreconditionForm<S, Given[K]> };

/** Attributes that were read are judged at run time, as tuples are. */
type AttributeForm<S extends Schema, Given> = Given extends { readonly object: infer O }
  ? IsRead<O> extends true
    ? AnyAttributes
    : AttributeParts<S, TypeOf<S, O>, ObjectForm<S, O>>
  : AttributeInput<S>;
