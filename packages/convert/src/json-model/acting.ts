import type { DraftExpression, DraftMember } from "../draft/draft.ts";
import type { Origin } from "../origin.ts";
import type { JsonModel, JsonRelation } from "./json-model.ts";

/** What those who act as an object hold of it. */
const ACTS_AS = "acts_as";

/**
 * Who acts as whom. A relation with `hierarchy` passes on what its object holds: who is a `member` of a group acts as the group. So each
 * type with such a relation has a permission that names them, and stands as that subject set wherever it would stand itself:
 *
 * ```text
 * type group {
 *   relation member: user | apikey | group#acts_as
 *   permission acts_as = self + member
 * }
 * ```
 *
 * Groups are there even where no model tells of them, with users and keys.
 */
export class Acting {
  /** The models, behind those of the types that are always there. */
  readonly models: readonly JsonModel[];
  /** Who may stand in any relation. */
  readonly everySubject: readonly { readonly type: string; readonly relation?: string }[];
  readonly #names = new Map<string, string>();

  constructor(given: readonly JsonModel[], origin: Origin) {
    const known = new Set(given.map(({ type }) => type.text));
    const always = ["user", "apikey", "group"].filter((type) => !known.has(type));
    const empty = always.map((text): JsonModel => ({ type: { text, origin }, relations: [], permissions: [] }));
    this.models = [...empty, ...given].map((model) => withMembers(model));
    for (const model of this.models) {
      if (model.relations.some((each) => passesOn(each, model))) this.#names.set(model.type.text, freeName(model));
    }
    const sets = [...this.#names].map(([type, relation]) => ({ type, relation }));
    this.everySubject = [{ type: "user" }, { type: "apikey" }, ...sets];
  }

  /** The permission of the type that names who acts as its objects; undefined where nobody can. */
  nameOf(type: string): string | undefined {
    return this.#names.get(type);
  }

  permissionOf(model: JsonModel): DraftMember | undefined {
    const text = this.nameOf(model.type.text);
    if (text === undefined) return undefined;
    const { origin } = model.type;
    const held = model.relations.filter((each) => passesOn(each, model));
    const of: readonly DraftExpression[] = [
      { kind: "self", origin },
      ...held.map(({ name }): DraftExpression => ({ kind: "name", name: name.text, origin: name.origin })),
    ];
    const doc = { text: `Who acts as it, and so holds what it holds.`, doc: true };
    return {
      kind: "permission",
      name: { text, origin },
      rewrite: { kind: "union", of, origin },
      comments: { before: [doc] },
      afterBlank: true,
    };
  }
}

/** Why a group always has members: memberships are tuples there without any model. */
function withMembers(model: JsonModel): JsonModel {
  const isGroup = model.type.text === "group";
  if (!isGroup || model.relations.some(({ name }) => name.text === "member")) return model;
  const member = { name: { text: "member", origin: model.type.origin }, impliedBy: [], hierarchy: undefined };
  return { ...model, relations: [member, ...model.relations] };
}

/** What says nothing passes nothing on, but for the members of groups. */
export function passesOn({ name, hierarchy }: JsonRelation, { type }: JsonModel): boolean {
  return hierarchy ?? (type.text === "group" && name.text === "member");
}

function freeName({ relations, permissions }: JsonModel): string {
  const taken = new Set([...relations, ...permissions].map(({ name }) => name.text));
  let name = ACTS_AS;
  while (taken.has(name)) name += "_";
  return name;
}
