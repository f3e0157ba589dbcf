import type { ScalarKind } from "@relata/model";

import type { DraftPolicy } from "../draft/draft.ts";
import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import { convertLua } from "./lua/convert-lua.ts";
import type { Script } from "./read-json-tuples.ts";

/** The kind of each attribute that the policies of a type read. */
export type Attributes = Map<string, { readonly kinds: Set<ScalarKind>; readonly origin: Origin }>;

/** The scripts of a model as policies: each text once, however often it stands there. */
export class Policies {
  readonly drafts: DraftPolicy[] = [];
  /** Of each type, what policies read of its objects. */
  readonly resources = new Map<string, Attributes>();
  readonly subjects: Attributes = new Map();
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #refusals: Refusals;

  constructor(refusals: Refusals) {
    this.#refusals = refusals;
  }

  /** The name of the policy that the script is, where it is used on that type; undefined where it was refused. */
  add(script: Script, wanted: string, type: string): string | undefined {
    const text = script.text.trim();
    const converted = convertLua(script.text, script.within, this.#refusals);
    if (converted === undefined) return undefined;
    for (const { root, attribute, as } of converted.reads) {
      const attributes = root === "subject" ? this.subjects : of(this.resources, type);
      const known = attributes.get(attribute) ?? { kinds: new Set<ScalarKind>(), origin: script.origin };
      attributes.set(attribute, known);
      if (as !== undefined) known.kinds.add(as);
    }
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const name = this.#free(wanted);
    this.#names.set(text, name);
    const before = converted.comments.map((text) => ({ text, doc: false }));
    this.drafts.push({
      kind: "policy",
      name: { text: name, origin: script.origin },
      parameters: [],
      required: [],
      body: converted.pieces,
      comments: { before },
    });
    return name;
  }

  #free(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.#taken.has(name); i++) name = `${wanted}_${i}`;
    this.#taken.add(name);
    return name;
  }
}

function of(resources: Map<string, Attributes>, type: string): Attributes {
  const attributes = resources.get(type) ?? (new Map() as Attributes);
  resources.set(type, attributes);
  return attributes;
}
