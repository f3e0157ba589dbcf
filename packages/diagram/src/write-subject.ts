import { writeName } from "@relata/language";
import type { SubjectType } from "@relata/model";

/** A kind of subject as a model file writes it: `user`, `group#member`, `user:*`, `user with office_hours`. */
export function writeSubject(subject: SubjectType): string {
  return `${writeWho(subject)}${writeCondition(subject)}`;
}

/** The same without its policy. */
export function writeWho({ type, relation, wildcard }: SubjectType): string {
  const name = writeName(type);
  if (relation !== undefined) return `${name}#${writeName(relation)}`;
  return wildcard === true ? `${name}:*` : name;
}

/** ` with office_hours`, or nothing. */
export function writeCondition({ policy }: SubjectType): string {
  return policy === undefined ? "" : ` with ${writeName(policy)}`;
}
