import type { CheckInput } from "@relata/core";
import { didYouMean, Failure, isJsonObject } from "@relata/model";

const REQUIRED = ["subject", "permission", "object"];
const FIELDS = [...REQUIRED, "resource", "context", "now"];

/**
 * The body of a check as the question it is. Its parts are judged by the façade; that it holds the parts of a question
 * and no others is judged here, because a field with a slip in its name would be a condition that nobody applies.
 *
 * @throws Failure `invalid_question` that names every field that is unknown or missing
 */
export function toCheckInput(body: unknown): CheckInput {
  if (!isJsonObject(body)) {
    throw new Failure("invalid_question", "the body must be a JSON object: `{ subject, permission, object }`");
  }
  const { subject, object } = body;
  const mistakes = [
    ...unknownFields(body, FIELDS, ""),
    ...unknownFields(object, ["type", "id"], "object."),
    ...unknownInSubject(subject),
    ...REQUIRED.filter((name) => !Object.hasOwn(body, name)).map((name) => `\`${name}\` is missing`),
  ];
  if (mistakes.length > 0) throw new Failure("invalid_question", mistakes.join("; "));
  return body as unknown as CheckInput;
}

function unknownInSubject(subject: unknown): readonly string[] {
  if (!isJsonObject(subject) || !("allOf" in subject)) return unknownInReference(subject, "subject.");
  const parts = Array.isArray(subject["allOf"]) ? (subject["allOf"] as readonly unknown[]) : [];
  return [
    ...unknownFields(subject, ["allOf"], "subject."),
    ...parts.flatMap((part, i) => unknownInReference(part, `subject.allOf.${i}.`)),
  ];
}

function unknownInReference(reference: unknown, where: string): readonly string[] {
  return unknownFields(reference, ["type", "id", "relation"], where);
}

function unknownFields(value: unknown, known: readonly string[], where: string): readonly string[] {
  if (!isJsonObject(value)) return [];
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  return unknown.map((name) => `unknown field \`${where}${name}\`${didYouMean(name, known).replace("; ", ", ")}`);
}
