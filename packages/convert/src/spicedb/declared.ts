import type { Refusals } from "../refusal.ts";
import type { CaveatSyntax, DefinitionSyntax, MemberSyntax, ZedFile } from "./reader/syntax.ts";

/** A member, once partials are written out. */
export type FlatMember = Exclude<MemberSyntax, { readonly kind: "spread" }>;

/** What a schema declares, whatever file declares it: the first of each name. */
export class Declared {
  readonly caveats = new Map<string, CaveatSyntax>();
  /** The members of each definition, those of its partials in place of the spread. */
  readonly definitions = new Map<string, readonly FlatMember[]>();
  readonly #partials = new Map<string, DefinitionSyntax>();
  readonly #refusals: Refusals;

  constructor(files: readonly ZedFile[], refusals: Refusals) {
    this.#refusals = refusals;
    const declarations = files.flatMap((file) => file.declarations);
    for (const each of declarations) if (each.kind === "partial") this.#partial(each);
    for (const each of declarations) if (each.kind === "caveat") keepFirst(this.caveats, each.name.text, each);
    for (const each of declarations) {
      if (each.kind === "definition") keepFirst(this.definitions, each.name.text, this.membersOf(each));
    }
  }

  /** The members in the order in which they are written. Refusals: `source_invalid`. */
  membersOf(definition: DefinitionSyntax): readonly FlatMember[] {
    return this.#flattened(definition, []);
  }

  #partial(partial: DefinitionSyntax): void {
    if (!this.#partials.has(partial.name.text)) this.#partials.set(partial.name.text, partial);
    else {
      const message = `partial \`${partial.name.text}\` is declared twice`;
      this.#refusals.refuse("source_invalid", partial.name.origin, message, "rename or remove one");
    }
  }

  #flattened(definition: DefinitionSyntax, around: readonly DefinitionSyntax[]): readonly FlatMember[] {
    return definition.members.flatMap((member) => {
      if (member.kind !== "spread") return [member];
      const { text, origin } = member.name;
      const partial = this.#partials.get(text);
      if (partial === undefined) {
        const message = `there is no partial \`${text}\``;
        this.#refusals.refuse("source_invalid", origin, message, `declare it with \`partial ${text} { … }\``);
        return [];
      }
      if (partial === definition || around.includes(partial)) {
        this.#refusals.refuse("source_invalid", origin, `partial \`${text}\` takes itself over`, "remove the circle");
        return [];
      }
      return this.#flattened(partial, [...around, definition]);
    });
  }
}

function keepFirst<T>(to: Map<string, T>, name: string, value: T): void {
  if (!to.has(name)) to.set(name, value);
}
