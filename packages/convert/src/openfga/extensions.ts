import type { DraftComment, DraftMember } from "../draft/draft.ts";
import { spanOf } from "../origin.ts";
import type { Note, Refusals } from "../refusal.ts";
import type { FgaSource } from "./convert-fga-model.ts";
import { draftRelation } from "./draft-relation.ts";

/** What modules add to the types of others: a type has one place here, and so it moves there, with its comments. */
export class Extensions {
  readonly #members = new Map<string, DraftMember[]>();
  readonly notes: Note[] = [];

  constructor(sources: readonly FgaSource[], refusals: Refusals) {
    const homes = new Map(
      sources.flatMap(({ path, read }) =>
        read.model.types.filter((type) => type.extends !== true).map(({ name }) => [name, path] as const),
      ),
    );
    for (const { read } of sources) {
      for (const type of read.model.types) {
        if (type.extends !== true) continue;
        const origin = read.places.type(type.name);
        const home = homes.get(type.name);
        if (home === undefined) {
          refusals.refuse("source_invalid", origin, `no module declares the type \`${type.name}\``, "mend the name");
          continue;
        }
        const { before, behind, foot = [] } = read.places.comments({ kind: "type", type: type.name });
        const head = [...before.map(plain), ...(behind === undefined ? [] : [{ text: behind, doc: false }])];
        const members = type.relations.map((relation) => draftRelation(type.name, relation, read.places));
        const known = this.#members.get(type.name) ?? [];
        this.#members.set(type.name, [...known, ...members.map((member, i) => withHead(member, i === 0 ? head : []))]);
        if (foot.length > 0) this.#foot(type.name, foot);
        this.notes.push({ message: `what is added to \`${type.name}\` moves to ${home}`, span: spanOf(origin) });
      }
    }
  }

  members(type: string): readonly DraftMember[] {
    return this.#members.get(type) ?? [];
  }

  /** Comments behind the last relation go before it: there may be others after it where it moves to. */
  #foot(type: string, foot: readonly DraftComment[]): void {
    const members = this.#members.get(type) ?? [];
    const last = members.at(-1);
    if (last !== undefined) this.#members.set(type, [...members.slice(0, -1), withHead(last, foot.map(plain))]);
  }
}

function withHead(member: DraftMember, head: readonly DraftComment[]): DraftMember {
  if (head.length === 0) return member;
  return {
    ...member,
    comments: { ...member.comments, before: [...head, ...member.comments.before] },
    afterBlank: true,
  };
}

function plain({ text, afterBlank }: DraftComment): DraftComment {
  return { text, doc: false, ...(afterBlank === true && { afterBlank }) };
}
