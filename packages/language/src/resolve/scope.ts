import type { FieldSyntax, Member, PolicySyntax, TypeSyntax } from "../parser/syntax.ts";

/** Everything that is declared, by name. Of two declarations of one name the first counts. */
export interface Scope {
  readonly types: ReadonlyMap<string, TypeScope>;
  readonly policies: ReadonlyMap<string, PolicySyntax>;
  readonly context: ReadonlyMap<string, FieldSyntax>;
  /** The names of all attributes of all types: what `subject.x` may be. */
  readonly attributes: ReadonlySet<string>;
  /** The types that have a relation or permission of a name. */
  readonly holders: ReadonlyMap<string, readonly TypeScope[]>;
}

/** One type, with its members and attributes looked up by name. */
export interface TypeScope {
  readonly name: string;
  readonly syntax: TypeSyntax;
  readonly members: ReadonlyMap<string, Member>;
  readonly attributes: ReadonlyMap<string, FieldSyntax>;
}
