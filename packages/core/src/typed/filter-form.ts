import type { FilterInput as AnyFilter } from "../filter-input.ts";
import type { PreconditionInput as AnyPrecondition } from "../precondition-input.ts";
import type { AnyRelation, NameOf, RelationOf, TypeName, TypeOf } from "./names.ts";
import type { ObjectForm, ObjectOf } from "./object-input.ts";
import type { Schema } from "./schema.ts";
import type { SubjectText } from "./subject-input.ts";
import type { IsRead } from "./tuple-form.ts";

/**
 * A filter of tuples, to hold in a variable: with the names of the model. What is stored under names that the model no
 * longer has is reached by an engine without a schema.
 */
export type FilterInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyFilter : OnType<S, TypeName<S>> | OnAnyType<S>;

/** What a filter must be, given its object: the relation is one of the object's type. */
export type FilterForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyFilter
    : Given extends { readonly object: infer O }
      ? FilterParts<S, ObjectPartForm<S, O>, RelationOn<S, O>>
      : "object" extends keyof Given
        ? FilterInput<S>
        : OnAnyType<S>;

export type FilterForms<S extends Schema, Given> = { readonly [K in keyof Given]: FilterForm<S, Given[K]> };

interface FilterParts<S extends Schema, O, R> {
  readonly object?: O;
  readonly relation?: R;
  readonly subject?: SubjectText<S["subjects"]> | SubjectPart<S>;
}

interface ReferencePart<T> {
  readonly type?: T;
  readonly id?: string;
}

interface SubjectPart<S extends Schema> extends ReferencePart<TypeName<S>> {
  readonly relation?: AnyName<S> | null;
}

type OnType<S extends Schema, T extends string> = T extends string
  ? FilterParts<S, ObjectOf<T> | (ReferencePart<T> & { readonly type: T }), RelationOf<S, T>>
  : never;

/** Where no type of object is named, the relation may be that of any. */
type OnAnyType<S extends Schema> = FilterParts<S, ReferencePart<never>, AnyRelation<S>>;

type ObjectPartForm<S extends Schema, O> = O extends string ? ObjectForm<S, O> : ReferencePart<TypeName<S>>;

/** Of a type that is a mistake, any text: the type is then what the compiler is to complain of. */
type RelationOn<S extends Schema, O> = O extends string
  ? RelationAt<S, TypeOf<S, O>>
  : O extends { readonly type: unknown }
    ? IsRead<O> extends true
      ? string
      : RelationAt<S, TypeOf<S, O>>
    : AnyRelation<S>;

type RelationAt<S extends Schema, T> = [T] extends [never] ? string : RelationOf<S, T>;

type AnyName<S extends Schema> = { [T in TypeName<S>]: NameOf<S, T> }[TypeName<S>];

/** What must be so before the write, in the same transaction: some live tuple matches the filter, or none does. */
export type PreconditionInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyPrecondition : PreconditionParts<FilterInput<S>>;

export type PreconditionForm<S extends Schema, Given> = Given extends { readonly filter: infer Filter }
  ? PreconditionParts<FilterForm<S, Filter>>
  : PreconditionInput<S>;

interface PreconditionParts<Filter> {
  readonly must: "match" | "not_match";
  readonly filter: Filter;
}
