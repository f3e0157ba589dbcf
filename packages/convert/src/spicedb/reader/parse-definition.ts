import { parseZedExpression } from "./parse-zed-expression.ts";
import type {
  DefinitionSyntax,
  MemberSyntax,
  PermissionSyntax,
  RelationSyntax,
  SubjectSyntax,
  ZedName,
} from "./syntax.ts";
import type { ZedCursor } from "./zed-cursor.ts";

/**
 * A definition, or a partial one, with its members.
 *
 * ```text
 * member     = relation | permission | "..." path
 * relation   = "relation" name ":" subject { "|" subject }
 * permission = "permission" name [ ":" path { "|" path } ] "=" expression
 * subject    = path [ "#" ( name | "..." ) | ":" "*" ] [ "with" ( path [ "and" "expiration" ] | "expiration" ) ]
 * ```
 *
 * A member in which something is wrong costs no other member. A brace that is missing ends at the next declaration.
 */
export function parseDefinition(cursor: ZedCursor, features: ReadonlySet<string>): DefinitionSyntax {
  const first = cursor.take();
  const kind = first.text === "partial" ? "partial" : "definition";
  const name = cursor.path(`the name of a ${kind}`);
  const members: MemberSyntax[] = [];
  cursor.expect("{");
  while (!cursor.is("}")) {
    if (cursor.token.kind === "end" || cursor.startsDeclaration()) {
      cursor.report(name.origin, `the brace of ${kind} \`${name.text}\` is not closed`, "close it with `}`");
      return { kind, name, members, origin: cursor.originFrom(first) };
    }
    const member = cursor.attempt(() => parseMember(cursor, features), true);
    if (member !== undefined) members.push(member);
  }
  cursor.take();
  return { kind, name, members, origin: cursor.originFrom(first) };
}

function parseMember(cursor: ZedCursor, features: ReadonlySet<string>): MemberSyntax | undefined {
  if (cursor.accept(";")) return undefined;
  cursor.beginStatement();
  const first = cursor.token;
  if (cursor.is("relation")) return parseRelation(cursor, features);
  if (cursor.is("permission")) return parsePermission(cursor, features);
  if (!cursor.accept("...")) cursor.unexpected("`relation`, `permission` or `}`", "members begin with these words");
  const name = cursor.path("the name of a partial");
  cursor.endStatement();
  return { kind: "spread", name, origin: { ...name.origin, start: first.start } };
}

function parseRelation(cursor: ZedCursor, features: ReadonlySet<string>): RelationSyntax {
  const first = cursor.take();
  const name = cursor.name("the name of a relation");
  const subjects: SubjectSyntax[] = [];
  cursor.expect(":", `a relation lists its subjects: \`relation ${name.text}: user | group#member\``);
  do subjects.push(parseSubject(cursor, features));
  while (cursor.accept("|"));
  const origin = cursor.originFrom(first);
  cursor.endStatement();
  return { kind: "relation", name, subjects, origin };
}

function parseSubject(cursor: ZedCursor, features: ReadonlySet<string>): SubjectSyntax {
  const first = cursor.token;
  const type = cursor.path("a type of subject");
  const wildcard = cursor.accept(":");
  if (wildcard) cursor.expect("*");
  const relation = cursor.accept("#") ? subRelation(cursor) : undefined;
  if (wildcard && relation !== undefined) {
    cursor.fail(cursor.originFrom(first), "a wildcard has no relation", `write \`${type.text}:*\``);
  }
  const { caveat, expires } = parseTraits(cursor, features);
  return { type, relation, wildcard, caveat, expires, origin: cursor.originFrom(first) };
}

/** `#...` is the object itself: no relation at all. */
function subRelation(cursor: ZedCursor): ZedName | undefined {
  return cursor.accept("...") ? undefined : cursor.name("a relation or permission");
}

/** `with caveat`, `with expiration`, `with caveat and expiration`. Without `use expiration`, it is a caveat's name. */
function parseTraits(
  cursor: ZedCursor,
  features: ReadonlySet<string>,
): { readonly caveat: ZedName | undefined; readonly expires: boolean } {
  if (!cursor.accept("with")) return { caveat: undefined, expires: false };
  if (features.has("expiration") && cursor.accept("expiration")) return { caveat: undefined, expires: true };
  const caveat = cursor.path("the name of a caveat");
  if (!cursor.accept("and")) return { caveat, expires: false };
  cursor.expect("expiration", "only `expiration` may follow; it needs `use expiration`");
  return { caveat, expires: true };
}

function parsePermission(cursor: ZedCursor, features: ReadonlySet<string>): PermissionSyntax {
  const first = cursor.take();
  const name = cursor.name("the name of a permission");
  const annotation: ZedName[] = [];
  if (cursor.accept(":")) {
    do annotation.push(cursor.path("a type of subject"));
    while (cursor.accept("|"));
  }
  cursor.expect("=", `a permission is computed: \`permission ${name.text} = owner + viewer\``);
  const expression = parseZedExpression(cursor, features);
  const origin = cursor.originFrom(first);
  cursor.endStatement();
  return { kind: "permission", name, annotation, expression, origin };
}
