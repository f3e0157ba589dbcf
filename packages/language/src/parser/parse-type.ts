import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseName, parsePathName, parseTypeName } from "./parse-name.ts";
import { parseValueType } from "./parse-value-type.ts";
import type { FieldSyntax, FileSyntax, PermissionSyntax, RelationSyntax, SubjectSyntax, TypeSyntax } from "./syntax.ts";

/**
 * A type, with its members in any order.
 *
 * ```text
 * type       = "type" typename [ "{" { relation | permission | attribute } "}" ]
 * relation   = "relation" name ":" subject { "|" subject } [ "=" expression ]
 * permission = "permission" name "=" expression
 * attribute  = [ "trusted" ] "attribute" name ":" valuetype
 * subject    = typename [ "#" name | ":" "*" ] [ "with" policy ]
 * ```
 *
 * A member in which something is wrong costs no other member. A brace that is missing ends at the next declaration.
 */
export function parseType(cursor: Cursor, file: FileSyntax): void {
  const { doc } = cursor.take();
  const name = parseTypeName(cursor, "the name of a type");
  const type: TypeSyntax = { name, doc, attributes: [], members: [] };
  file.types.push(type);
  if (!cursor.accept("{")) return;
  while (!cursor.is("}")) {
    if (cursor.token.kind === "end" || cursor.startsDeclaration()) {
      cursor.unexpected(
        "`}`",
        `it closes the \`{\` of type \`${name.text}\` (${cursor.reporter.describe(name.place)})`,
      );
    }
    cursor.attempt(() => parseMember(cursor, type), true);
  }
  cursor.take();
}

/** One member, whatever it is. Only keywords begin members, so one that is mistyped can be told and passed over. */
function parseMember(cursor: Cursor, type: TypeSyntax): void {
  if (cursor.is("relation")) parseRelation(cursor, type);
  else if (cursor.is("permission")) parsePermission(cursor, type);
  else if (cursor.is("attribute") || cursor.is("trusted")) parseAttribute(cursor, type);
  else {
    const hint = "every member of a type begins with one of these keywords";
    cursor.unexpected("`relation`, `permission`, `attribute` or `}`", hint);
  }
}

/**
 * `relation name: subjects [= rewrite]`. The first colon ends the name of the relation; later ones belong to types. It
 * is added to the type before the rest is read, and marked as whole at the end.
 */
function parseRelation(cursor: Cursor, type: TypeSyntax): void {
  const { doc } = cursor.take();
  const name = parseName(cursor, "the name of a relation");
  const relation: RelationSyntax = { kind: "relation", name, doc, subjects: [], rewrite: undefined, whole: false };
  type.members.push(relation);
  cursor.expect(":", `a relation lists its subjects: \`relation ${name.text}: user | group#member\``);
  do relation.subjects.push(parseSubject(cursor));
  while (cursor.accept("|"));
  if (cursor.accept("=")) relation.rewrite = parseExpression(cursor);
  relation.whole = true;
}

/**
 * `T`, `T#relation` or `T:*`, each with or without `with policy`. `T:*#relation` is refused and goes on as `T:*`, so that
 * the rest of the relation is read. Errors: `wildcard_subject_set`, `unexpected_token`.
 */
function parseSubject(cursor: Cursor): SubjectSyntax {
  const first = cursor.token;
  const type = parseTypeName(cursor, "a type of subject");
  const wildcard = cursor.accept(":");
  if (wildcard) cursor.expect("*");
  const relation = cursor.accept("#") ? parseName(cursor, "a relation or permission") : undefined;
  if (wildcard && relation !== undefined) {
    const message = `\`${type.text}:*#${relation.text}\` is not a subject: a subject set belongs to one object`;
    const hint = `write \`${type.text}:*\` or \`${type.text}#${relation.text}\``;
    cursor.reporter.report("wildcard_subject_set", cursor.placeFrom(first), message, hint);
  }
  const policy = cursor.accept("with") ? parseName(cursor, "the name of a policy") : undefined;
  const place = cursor.placeFrom(first);
  return { type, relation: wildcard ? undefined : relation, wildcard, policy, place };
}

/** `permission name = expression`. Added to the type first, as a relation is. */
function parsePermission(cursor: Cursor, type: TypeSyntax): void {
  const { doc } = cursor.take();
  const name = parseName(cursor, "the name of a permission");
  const permission: PermissionSyntax = { kind: "permission", name, doc, rewrite: undefined, whole: false };
  type.members.push(permission);
  cursor.expect("=", `a permission is computed: \`permission ${name.text} = owner + viewer\``);
  permission.rewrite = parseExpression(cursor);
  permission.whole = true;
}

/** `[trusted] attribute name: type`. A doc comment stands before `trusted`. */
function parseAttribute(cursor: Cursor, type: TypeSyntax): void {
  const { doc } = cursor.token;
  const trusted = cursor.accept("trusted");
  cursor.expect("attribute");
  parseField(cursor, "the name of an attribute", doc, trusted, type.attributes);
}

/**
 * `name: type`, of an attribute or a context entry. The name counts as declared even where its type cannot be read, so
 * that policies which read it are not blamed.
 */
export function parseField(
  cursor: Cursor,
  what: string,
  doc: string | undefined,
  trusted: boolean,
  fields: FieldSyntax[],
): void {
  const name = parsePathName(cursor, what);
  const field: FieldSyntax = { name, doc, trusted, type: { kind: "any" } };
  fields.push(field);
  cursor.expect(":", `write its type: \`${name.text}: string\``);
  field.type = parseValueType(cursor);
}
