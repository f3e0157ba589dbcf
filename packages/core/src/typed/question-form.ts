import type { TermsInput } from "../terms.ts";
import type { ExpandInput as AnyExpand } from "../expand-input.ts";
import type { InstantInput } from "../tuple-input.ts";
import type { CheckItem as AnyItem } from "../batch-input.ts";
import type {
  PermissionsOfInput as AnyPermissionsOf,
  PermissionsOnInput as AnyPermissionsOn,
} from "../permissions-input.ts";
import type {
  CheckInput as AnyCheck,
  Circumstances as AnyCircumstances,
  ListObjectsInput as AnyObjects,
  ListSubjectsInput as AnySubjects,
} from "../question-input.ts";
import type { AnyRelation, NameAt, NameOf, TypeName, TypeOf } from "./names.ts";
import type { ObjectForm, ObjectInput, ObjectOf } from "./object-input.ts";
import type { Closed, Schema } from "./schema.ts";
import type { KindForm, SubjectForm, SubjectInput } from "./subject-input.ts";
import type { TupleInput } from "./tuple-form.ts";

/** What a request may supply besides the question itself, which state is asked, and how long it may take. */
export type Circumstances<S extends Schema = Schema> = string extends TypeName<S> ? AnyCircumstances : Supplied<S>;

interface Supplied<S extends Schema> extends TermsInput<TupleInput<S>> {
  /** `context.*`, and plain policy parameters. What is missing is unknown. */
  readonly context?: Closed<S["context"]>;
  /** The instant to ask at; the present unless given. */
  readonly now?: InstantInput;
}

/** The attributes that a request may supply of an object of the type. Trusted ones are not among them. */
export type ResourceOf<S extends Schema, T> =
  T extends TypeName<S> ? Closed<Omit<S["types"][T]["attributes"], S["types"][T]["trusted"]>> : never;

/** Any question of the model, to hold in a variable: the permission is one that the object's type has. */
export type CheckInput<S extends Schema = Schema> = string extends TypeName<S> ? AnyCheck : CheckOf<S, TypeName<S>>;

type CheckOf<S extends Schema, T extends string> = T extends string
  ? CheckParts<S, T, ObjectOf<T>, SubjectInput<S>>
  : never;

interface CheckParts<S extends Schema, T, O, Subject> extends Supplied<S> {
  readonly subject: Subject;
  /** A permission or a relation of the object's type. */
  readonly permission: NameAt<S, T>;
  readonly object: O;
  /** Attributes of the object, for those that are not stored and not trusted. */
  readonly resource?: ResourceOf<S, T>;
}

/** What a question must be, given its object and the form of its subject. */
export type CheckForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyCheck
    : Given extends { readonly object: infer O; readonly subject: infer Subject }
      ? CheckParts<S, TypeOf<S, O>, ObjectForm<S, O>, SubjectForm<S, Subject>>
      : CheckInput<S>;

/** One question of a batch, to hold in a variable. */
export type CheckItem<S extends Schema = Schema> = string extends TypeName<S> ? AnyItem : ItemOf<S, TypeName<S>>;

type ItemOf<S extends Schema, T extends string> = T extends string
  ? ItemParts<S, T, ObjectOf<T>, SubjectInput<S>>
  : never;

interface ItemParts<S extends Schema, T, O, Subject> {
  readonly subject: Subject;
  readonly permission: NameAt<S, T>;
  readonly object: O;
  readonly resource?: ResourceOf<S, T>;
  /** In the place of the batch's. */
  readonly context?: Closed<S["context"]>;
}

/** What one question of a batch must be. */
export type CheckItemForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyItem
    : Given extends { readonly object: infer O; readonly subject: infer Subject }
      ? ItemParts<S, TypeOf<S, O>, ObjectForm<S, O>, SubjectForm<S, Subject>>
      : CheckItem<S>;

/** Types, and objects in either form, of which to tell a subject's permissions. */
export type PermissionsOfInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyPermissionsOf : PermissionsOfParts<S>;

interface PermissionsOfParts<S extends Schema> extends Supplied<S> {
  readonly types?: readonly TypeName<S>[];
  readonly objects?: readonly ObjectOf<TypeName<S>>[];
  readonly permissions?: readonly AnyPermission<S>[];
}

type AnyPermission<S extends Schema> = {
  [T in TypeName<S>]: keyof S["types"][T]["permissions"] & string;
}[TypeName<S>];

export type PermissionsOnInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyPermissionsOn : PermissionsOnParts<S, TypeName<S>>;

interface PermissionsOnParts<S extends Schema, T> extends Supplied<S> {
  readonly resource?: ResourceOf<S, T>;
}

/** What may stand beside a question for the permissions on one object. */
export type PermissionsOnForm<S extends Schema, O> =
  string extends TypeName<S> ? AnyPermissionsOn : PermissionsOnParts<S, TypeOf<S, O>>;
/** Any question of who has a permission, to hold in a variable. */
export type ExpandInput<S extends Schema = Schema> = string extends TypeName<S> ? AnyExpand : ExpandOf<S, TypeName<S>>;

type ExpandOf<S extends Schema, T extends string> = T extends string ? ExpandParts<S, T, ObjectOf<T>> : never;

interface ExpandParts<S extends Schema, T, O> extends TermsInput<TupleInput<S>>, Pick<AnyExpand, "depth" | "now"> {
  readonly object: O;
  readonly permission: NameAt<S, T>;
}

export type ExpandForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyExpand
    : Given extends { readonly object: infer O }
      ? ExpandParts<S, TypeOf<S, O>, ObjectForm<S, O>>
      : ExpandInput<S>;

export type ListObjectsInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyObjects : ObjectsOf<S, TypeName<S>>;

type ObjectsOf<S extends Schema, T extends string> = T extends string
  ? ObjectsParts<S, T, OneOrMore<NameOf<S, T>>, SubjectInput<S>>
  : never;

type OneOrMore<Name> = Name | readonly Name[];

/** Of several permissions each is held to the names by itself: so the one that is wrong is told. */
type NamesForm<Given, Name> = Given extends { readonly permission: infer All extends readonly unknown[] }
  ? { readonly [K in keyof All]: Name }
  : OneOrMore<Name>;

interface ObjectsParts<S extends Schema, T, Name, Subject> extends Supplied<S> {
  readonly subject: Subject;
  /** One, or several at once: each entry then says which of them it is of. */
  readonly permission: Name;
  readonly type: T;
  /** Only objects below this one, and `through` which relations they lie there. */
  readonly within?: ObjectInput<S>;
  readonly through?: AnyRelation<S> | readonly AnyRelation<S>[];
}

export type ListObjectsForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyObjects
    : Given extends { readonly type: infer T; readonly subject: infer Subject }
      ? ObjectsParts<S, TypeName<S>, NamesForm<Given, NameAt<S, T & TypeName<S>>>, SubjectForm<S, Subject>>
      : ListObjectsInput<S>;

export type ListSubjectsInput<S extends Schema = Schema> =
  string extends TypeName<S> ? AnySubjects : SubjectsOf<S, TypeName<S>>;

type SubjectsOf<S extends Schema, T extends string> = T extends string
  ? SubjectsParts<S, T, ObjectOf<T>, OneOrMore<NameAt<S, T>>, S["subjects"]>
  : never;

interface SubjectsParts<S extends Schema, T, O, Name, Kind> extends Supplied<S> {
  readonly object: O;
  /** One, or several at once: each entry then says which of them it is of. */
  readonly permission: Name;
  /** A type (`user`), or the kind of a subject set (`group#member`). */
  readonly type: Kind;
  readonly resource?: ResourceOf<S, T>;
}

export type ListSubjectsForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnySubjects
    : Given extends { readonly object: infer O; readonly type: infer Kind }
      ? SubjectsParts<S, TypeOf<S, O>, ObjectForm<S, O>, NamesForm<Given, NameAt<S, TypeOf<S, O>>>, KindForm<S, Kind>>
      : ListSubjectsInput<S>;
