import type { Closed, NameAt, Schema, SubjectForm, SubjectInput, TypeName } from "@relata/core";
import type { Column } from "drizzle-orm";
import type { VisibleQuestion as AnyQuestion } from "./asked.ts";

/** Any question of the model, to hold in a variable: the permission is one that the type has. */
export type VisibleQuestion<S extends Schema = Schema> =
  string extends TypeName<S> ? AnyQuestion : QuestionOf<S, TypeName<S>>;

type QuestionOf<S extends Schema, T extends string> = T extends string
  ? Parts<S, T, NameAt<S, T>, SubjectInput<S>, T>
  : never;

interface Parts<S extends Schema, T, Name, Subject, Known> extends Omit<
  AnyQuestion,
  "subject" | "permission" | "type" | "attributes" | "context"
> {
  readonly subject: Subject;
  /** A permission or a relation of the type. */
  readonly permission: Name;
  readonly type: T;
  /** Columns of the row that are attributes of its object, for those that are not stored and not trusted. */
  readonly attributes?: ColumnsOf<S, Known>;
  /** `context.*`, and plain policy parameters. */
  readonly context?: Closed<S["context"]>;
}

type ColumnsOf<S extends Schema, T> =
  T extends TypeName<S>
    ? Closed<{
        readonly [A in Exclude<keyof S["types"][T]["attributes"], S["types"][T]["trusted"]>]?: Column;
      }>
    : never;

/** What a question must be, given its type and the form of its subject. */
export type VisibleForm<S extends Schema, Given> =
  string extends TypeName<S>
    ? AnyQuestion
    : Given extends { readonly type: infer T; readonly subject: infer Subject }
      ? Parts<S, TypeName<S>, NameAt<S, T & TypeName<S>>, SubjectForm<S, Subject>, T>
      : VisibleQuestion<S>;
