import { toCircumstances, toPermission, toSubjects, toType } from "@relata/core";
import {
  didYouMean,
  Failure,
  type Instant,
  type InstantInput,
  type JsonObject,
  type ModelIndex,
  type Place,
  type SubjectRef,
} from "@relata/model";
import type { Column } from "drizzle-orm";

/** Who may see which rows. */
export interface VisibleQuestion {
  /** One reference, or several that must all be allowed. */
  readonly subject: string | SubjectRef | { readonly allOf: readonly (string | SubjectRef)[] };
  /** A permission or a relation of the type. */
  readonly permission: string;
  /** The type of which each row is an object. */
  readonly type: string;
  /** Columns of the row that are attributes of its object, for those that are not stored and not trusted. */
  readonly attributes?: Readonly<Record<string, Column>>;
  /** `context.*`, and plain policy parameters. */
  readonly context?: JsonObject;
  /** The instant to ask at; the present unless given, which is when the expression is made. */
  readonly now?: InstantInput;
}

/** A question that the model understands. */
export interface Asked {
  readonly place: Place;
  readonly subjects: readonly SubjectRef[];
  readonly columns: ReadonlyMap<string, Column>;
  readonly context: JsonObject;
  readonly now: Instant;
}

/** @throws Failure `invalid_question`, `invalid_reference`, `invalid_attributes`, `unknown_type`, `unknown_permission`, `unknown_relation` */
export function askedOf(index: ModelIndex, question: VisibleQuestion, present: () => Instant): Asked {
  const { attributes = {} } = question;
  const subjects = toSubjects(index, question.subject);
  const type = toType(index, question.type);
  return {
    place: { type, name: toPermission(index, type, question.permission) },
    subjects,
    columns: columnsOf(index, type, attributes),
    ...toCircumstances(question, present),
  };
}

function columnsOf(
  index: ModelIndex,
  type: string,
  columns: Readonly<Record<string, Column>>,
): ReadonlyMap<string, Column> {
  const declared = index.types.get(type)?.definition.attributes ?? [];
  for (const name of Object.keys(columns)) {
    const attribute = declared.find((one) => one.name === name);
    if (attribute === undefined) {
      const meant = didYouMean(
        name,
        declared.map((one) => one.name),
      );
      throw new Failure("invalid_attributes", `type \`${type}\` has no attribute \`${name}\`${meant}`);
    }
    if (!attribute.trusted) continue;
    const message = `\`${name}\` of \`${type}\` is trusted, and no check takes it from who asks: store it in relata`;
    throw new Failure("invalid_attributes", message);
  }
  return new Map(Object.entries(columns));
}
