import type { Tuple } from "@relata/model";
import type { InstantInput, TupleInput as AnyTuple } from "../tuple-input.ts";
import type { Refuse } from "./fit.ts";
import type { NameAt, RelationOf, TypeName, TypeOf } from "./names.ts";
import type { ObjectForm, ObjectOf } from "./object-input.ts";
import type { Schema } from "./schema.ts";
import type { OneSubjectForm, SubjectOf } from "./subject-input.ts";
import type { KindOf, KindsOf, PolicyPart } from "./tuple-kinds.ts";
import type { KeyTextForm, TupleText, TupleTextForm } from "./tuple-text-form.ts";

/** A tuple as text or as an object, to hold in a variable. One that was read is a `Tuple`, judged at run time. */
export type TupleInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyTuple : TupleText<S> | TupleObjects<S, TypeName<S>>;

type TupleObjects<S extends Schema, T extends string> = T extends string
  ? { [R in RelationOf<S, T>]: TupleObjectOf<S, T, R> }[RelationOf<S, T>]
  : never;

type TupleObjectOf<S extends Schema, T extends string, R> = TupleParts<
  ObjectOf<T>,
  R,
  SubjectOf<keyof KindsOf<S, T, R> & string>
> &
  PolicyPart<S, KindsOf<S, T, R>[keyof KindsOf<S, T, R>]>;

interface TupleParts<O, R, Subject> {
  readonly object: O;
  readonly relation: R;
  readonly subject: Subject;
  readonly from?: InstantInput;
  readonly until?: InstantInput;
}

/** What a tuple to write must be, in the form that it was given in. */
export type TupleForm<S extends Schema, Given> = Given extends string
  ? TupleTextForm<S, Given>
  : Given extends { readonly object: infer O; readonly relation: infer R; readonly subject: infer Subject }
    ? IsRead<O> extends true
      ? Tuple
      : R extends RelationOf<S, TypeOf<S, O>>
        ? AdmittedForm<S, TypeOf<S, O>, O, R, Subject>
        : KeyParts<S, O, Subject>
    : TupleInput<S>;

/** What a tuple to delete must be: its policy does not matter, nor whether the relation still admits the subject. */
export type KeyForm<S extends Schema, Given> = Given extends string
  ? KeyTextForm<S, Given>
  : Given extends { readonly object: infer O; readonly subject: infer Subject }
    ? IsRead<O> extends true
      ? Tuple
      : KeyParts<S, O, Subject>
    : TupleInput<S>;

/** The subject itself where the relation admits its kind, and else what it admits. */
type AdmittedForm<S extends Schema, T, O, R, Subject> =
  KindOf<S, Subject> extends infer Kind extends keyof KindsOf<S, T, R>
    ? TupleParts<ObjectForm<S, O>, R, Subject> & PolicyPart<S, KindsOf<S, T, R>[Kind]>
    : TupleParts<ObjectForm<S, O>, R, Refuse<Subject, SubjectOf<keyof KindsOf<S, T, R> & string>>> & AnyPolicy;

/** A relation of the object's type, with any subject and policy. */
type KeyParts<S extends Schema, O, Subject> = TupleParts<
  ObjectForm<S, O>,
  RelationAt<S, TypeOf<S, O>>,
  OneSubjectForm<S, Subject>
> &
  AnyPolicy;

/** Why any text where the type is a mistake: as in `NameAt`. */
type RelationAt<S extends Schema, T> = [T] extends [never] ? NameAt<S, T> : RelationOf<S, T>;

interface AnyPolicy {
  readonly policy?: { readonly name: string; readonly parameters?: object };
}

/** Whether the object says no more of its type than that it is text: as all tuples do that were read from a store. */
export type IsRead<O> = O extends { readonly type: infer T } ? (string extends T ? true : false) : false;
