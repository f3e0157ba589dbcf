import { isWildcard, TRUE, type ObjectRef } from "@relata/model";
import type { Evaluation } from "../evaluation.ts";
import { PENDING } from "../graph.ts";
import { PathMap } from "../path-map.ts";

/** Entities that are looked at on the way up, and levels of tuples from the subject. */
const MAX_ENTITIES = 200;
const MAX_LEVELS = 4;

/** What tuples lead to from the subject: the objects that it may hold something on, found once and only if asked for. */
export class Upward {
  readonly #evaluation: Evaluation;
  #found: readonly ObjectRef[] | undefined;

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
  }

  /** The objects of the type on which the subject holds that name, the nearest to it first; some, where there are many. */
  holding(type: string, name: string): readonly ObjectRef[] {
    // Why: what lies behind a chain of arrows has no name that can be asked for alone.
    if (name.includes(" ")) return [];
    this.#found ??= this.#walk();
    const evaluation = this.#evaluation;
    return this.#found.filter((object) => object.type === type && evaluation.valueOf(object, name).low === TRUE);
  }

  #walk(): readonly ObjectRef[] {
    const { graph, subject } = this.#evaluation;
    const seen = new PathMap<true>();
    const found: ObjectRef[] = [];
    let level: readonly ObjectRef[] = [{ type: subject.type, id: subject.id }];
    for (let i = 0; i < MAX_LEVELS && level.length > 0 && found.length < MAX_ENTITIES; i++) {
      const next: ObjectRef[] = [];
      for (const entity of level) {
        const usages = graph.usages(entity);
        for (const { object } of usages === PENDING ? [] : usages) {
          if (isWildcard(object) || seen.get([object.type, object.id])) continue;
          seen.set([object.type, object.id], true);
          next.push({ type: object.type, id: object.id });
        }
      }
      found.push(...next);
      level = next;
    }
    return found.slice(0, MAX_ENTITIES);
  }
}
