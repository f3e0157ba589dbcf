import {
  didYouMean,
  Failure,
  isJsonObject,
  toInstant,
  toSubject,
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
  const { type, permission, context = {}, now, attributes = {} } = question;
  const subjects = subjectsOf(index, question.subject);
  const names = index.types.get(type)?.rewrites;
  if (names === undefined)
    throw new Failure("unknown_type", `unknown type \`${type}\`${didYouMean(type, index.types.keys())}`);
  if (!names.has(permission)) {
    const meant = didYouMean(permission, names.keys());
    throw new Failure("unknown_permission", `type \`${type}\` has no relation or permission \`${permission}\`${meant}`);
  }
  if (!isJsonObject(context)) throw new Failure("invalid_question", "`context` must be an object of named values");
  return {
    place: { type, name: permission },
    subjects,
    columns: columnsOf(index, type, attributes),
    context,
    now: now === undefined ? present() : toInstant(now, "now", "invalid_question"),
  };
}

function subjectsOf(index: ModelIndex, subject: VisibleQuestion["subject"]): readonly SubjectRef[] {
  if (typeof subject !== "object" || subject === null || !("allOf" in subject)) return [toSubject(index, subject)];
  const { allOf } = subject;
  if (allOf.length === 0)
    throw new Failure("invalid_question", "`allOf` names no subject: nobody would be asked about");
  return allOf.map((one) => toSubject(index, one));
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
