import type { JsonObject } from "@relata/model";
import { Edges, type EdgeKind } from "./edges.ts";
import { Names } from "./names.ts";
import type { References } from "./references.ts";

/** Of the attributes of one object; a guess, since values are of any size. */
const BYTES_OF_ATTRIBUTES = 400;

/** What is known of one type. */
export class Shelf {
  readonly type: string;
  readonly names: Names;
  /** Edges whose subjects are of the type. */
  readonly uses: Edges[] = [];
  readonly attributes = new Map<number, JsonObject>();
  /** By relation, subject type and subject relation; `""` where subjects are plain. */
  readonly #held = new Map<string, Map<string, Map<string, Edges>>>();

  /** @param separator what stands between the type and ids */
  constructor(type: string, references: References, separator: string) {
    this.type = type;
    this.names = new Names(references, type, separator);
  }

  /** Bytes of names and attributes. */
  get bytes(): number {
    return this.names.bytes + this.attributes.size * BYTES_OF_ATTRIBUTES;
  }

  /** The edges of a relation to subjects of the shelf; made where there are none yet. */
  edges(relation: string, subjects: Shelf, subjectRelation?: string): Edges {
    const ofRelation = entry(this.#held, relation, () => new Map<string, Map<string, Edges>>());
    const ofType = entry(ofRelation, subjects.type, () => new Map<string, Edges>());
    return entry(ofType, subjectRelation ?? "", () => {
      const kind: EdgeKind = { type: this.type, relation, subjectType: subjects.type };
      const whole = subjectRelation === undefined ? kind : { ...kind, subjectRelation };
      const made = new Edges(whole, this.names, subjects.names);
      subjects.uses.push(made);
      return made;
    });
  }

  /** All edges of a relation. */
  *held(relation: string): Generator<Edges> {
    for (const ofType of this.#held.get(relation)?.values() ?? []) yield* ofType.values();
  }

  /** All edges whose objects are of the type. */
  *all(): Generator<Edges> {
    for (const relation of this.#held.keys()) yield* this.held(relation);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = make()));
  return found;
}
