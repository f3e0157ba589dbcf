import type { Relata } from "@relata/core";
import { indexModel } from "@relata/model";
import type { Principal } from "../principal.ts";
import { Refusal } from "../refusal.ts";
import { subjectOf } from "../subject-of.ts";

export interface OrganizationOptions {
  /** Default: `organization`. */
  readonly type?: string;
  /** The relation or permission of those who belong to one. Default: `member`. */
  readonly member?: string;
}

/** Who belongs to which organization, as the engine says. What a request names is a wish, and no fact. */
export class Organizations {
  readonly type: string;
  readonly #relata: Relata;
  readonly #member: string;

  constructor(relata: Relata, { type = "organization", member = "member" }: OrganizationOptions = {}) {
    this.#relata = relata;
    this.type = type;
    this.#member = member;
  }

  /** Whether the caller may act within the organization: as the key's own one, or as a member. */
  async admits(principal: Principal, id: string): Promise<boolean> {
    if (principal.organization !== undefined) return principal.organization === id;
    const names = indexModel(this.#relata.model).types.get(this.type)?.rewrites;
    if (names?.has(this.#member) !== true) return false;
    return this.#relata.can(subjectOf(principal), this.#member, { type: this.type, id });
  }

  /**
   * The organization of a request: the one that it names, if the caller belongs there; else the key's own; else none.
   */
  async of(principal: Principal, named: string | undefined, required = true): Promise<string | Refusal | undefined> {
    if (named === undefined || named === "") {
      if (principal.organization !== undefined || !required) return principal.organization;
      return new Refusal("organization_required", "organization", keyOf(principal));
    }
    if (await this.admits(principal, named)) return named;
    return new Refusal("organization_mismatch", "organization", keyOf(principal));
  }
}

function keyOf({ key }: Principal): { readonly key?: string } {
  return key === undefined ? {} : { key };
}
