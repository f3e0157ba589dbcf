import { isBareName, writeName } from "@relata/language";
import { formatValueType } from "@relata/model";

import type {
  DraftComment,
  DraftContext,
  DraftDeclaration,
  DraftMember,
  DraftPolicy,
  DraftSubject,
  DraftType,
} from "./draft.ts";
import type { DraftText } from "./draft-text.ts";
import { writeExpression } from "./write-expression.ts";

/** Comments as lines of their own. Why the space: what begins with a slash would be read as another kind of comment. */
export function writeComments(comments: readonly DraftComment[], indent: string, text: DraftText): void {
  for (const { text: said, doc, afterBlank } of comments) {
    if (afterBlank === true) text.blank();
    text.line(indent).write(`${doc ? "///" : "//"} ${said}`.trimEnd());
  }
}

export function writeDeclaration(declaration: DraftDeclaration, text: DraftText): void {
  writeComments(declaration.comments.before, "", text);
  text.line();
  switch (declaration.kind) {
    case "type":
      return writeType(declaration, text);
    case "policy":
      return writePolicy(declaration, text);
    case "context":
      return writeContext(declaration, text);
  }
}

function writeType({ name, members, comments, foot = [] }: DraftType, text: DraftText): void {
  text.write(`type `).write(writeName(name.text), name.origin);
  const braces = members.length > 0 || foot.length > 0;
  if (braces) text.write(" {");
  writeBehind(comments.behind, text);
  for (const [i, member] of members.entries()) writeMember(member, i > 0, text);
  writeComments(foot, "  ", text);
  if (braces) text.line().write("}");
}

function writeMember(member: DraftMember, inside: boolean, text: DraftText): void {
  if (inside && member.afterBlank === true) text.blank();
  writeComments(member.comments.before, "  ", text);
  text.line("  ");
  switch (member.kind) {
    case "relation":
      text.write("relation ").write(writeName(member.name.text), member.name.origin).write(": ");
      for (const [i, subject] of member.subjects.entries()) writeSubject(subject, i > 0, text);
      if (member.rewrite !== undefined) text.write(" = ");
      if (member.rewrite !== undefined) writeExpression(member.rewrite, text);
      break;
    case "permission":
      text.write("permission ").write(writeName(member.name.text), member.name.origin).write(" = ");
      writeExpression(member.rewrite, text);
      break;
    case "attribute":
      text.write(member.trusted === true ? "trusted attribute " : "attribute ");
      text.write(writeName(member.name.text), member.name.origin).write(`: ${formatValueType(member.type)}`);
  }
  writeBehind(member.comments.behind, text);
}

function writeSubject(
  { type, relation, wildcard, policy, origin }: DraftSubject,
  next: boolean,
  text: DraftText,
): void {
  const set = relation === undefined ? "" : `#${writeName(relation)}`;
  if (next) text.write(" | ");
  text.from(origin, () => {
    text.write(`${writeName(type)}${wildcard === true ? ":*" : set}`);
    if (policy !== undefined) text.write(` with ${writeName(policy)}`);
  });
}

function writePolicy({ name, parameters, required, body, comments }: DraftPolicy, text: DraftText): void {
  text.write("policy ").write(writeName(name.text), name.origin);
  if (parameters.length > 0) text.write("(");
  for (const [i, parameter] of parameters.entries()) {
    if (i > 0) text.write(", ");
    if (parameter.tuple) text.write("tuple ");
    text.write(writeName(parameter.name.text), parameter.name.origin).write(`: ${formatValueType(parameter.type)}`);
  }
  if (parameters.length > 0) text.write(")");
  if (required.length > 0) text.write(` required ${required.map(writePath).join(", ")}`);
  text.write(" = ");
  text.from(name.origin, () => {
    if ("json" in body) text.write(`json ${JSON.stringify(body.json)}`);
    else for (const piece of body) text.write(piece.text, piece.origin);
  });
  writeBehind(comments.behind, text);
}

/** `context.region`: behind a dot keywords stand bare. */
function writePath(path: string): string {
  return path
    .split(".")
    .map((name, i) => (i > 0 && /^\w+$/.test(name) ? name : isBareName(name) ? name : `\`${name}\``))
    .join(".")
    .replace(/^`context`\./, "context.");
}

function writeContext({ name, type, comments }: DraftContext, text: DraftText): void {
  text
    .write("context ")
    .write(writeName(name.text), name.origin)
    .write(`: ${formatValueType(type)}`);
  writeBehind(comments.behind, text);
}

function writeBehind(said: string | undefined, text: DraftText): void {
  if (said !== undefined) text.write(`  // ${said}`.trimEnd());
}
