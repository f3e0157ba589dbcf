import { indexModel, isStored, variantsOf, type Model, type ModelIndex } from "@relata/model";
import type { SetKind } from "./graph.ts";
import { PathMap } from "./path-map.ts";

/** What can be known of a model before any tuple is read. */
export interface Shape {
  readonly index: ModelIndex;
  /**
   * The kinds of groups: relations that are used as subject sets, have no rewrite, and admit no sets but such. Who is
   * in one follows from stored tuples alone, so one upward query (`Graph.memberships`) answers for all of them.
   */
  readonly groups: readonly SetKind[];
  isGroup(type: string, relation: string): boolean;
}

const shapes = new WeakMap<Model, Shape>();

export function shapeOf(model: Model): Shape {
  const known = shapes.get(model);
  if (known !== undefined) return known;
  const index = indexModel(model);
  const kinds = closedKinds(index);
  const shape: Shape = {
    index,
    groups: kinds.list,
    isGroup: (type, relation) => kinds.map.get([type, relation]) === true,
  };
  shapes.set(model, shape);
  return shape;
}

/** Removes from the stored relations that are used as sets those that admit another kind of set, until none is left. */
function closedKinds(index: ModelIndex): { list: readonly SetKind[]; map: PathMap<true> } {
  let list = storedSetKinds(index);
  for (;;) {
    const map = new PathMap<true>();
    for (const { type, relation } of list) map.set([type, relation], true);
    const closed = list.filter(({ type, relation }) =>
      variantsOf(index, type, relation).every(
        (variant) => variant.relation === undefined || map.get([variant.type, variant.relation]) === true,
      ),
    );
    if (closed.length === list.length) return { list, map };
    list = closed;
  }
}

function storedSetKinds(index: ModelIndex): readonly SetKind[] {
  const found = new PathMap<true>();
  const kinds: SetKind[] = [];
  for (const { relations } of index.types.values()) {
    for (const { type, relation } of [...relations.values()].flatMap(({ subjects }) => subjects)) {
      if (relation === undefined || found.get([type, relation]) || !isStored(index, type, relation)) continue;
      found.set([type, relation], true);
      kinds.push({ type, relation });
    }
  }
  return kinds;
}
