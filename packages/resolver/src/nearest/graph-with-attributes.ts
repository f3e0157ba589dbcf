import { sameObject, type JsonObject, type ObjectRef } from "@relata/model";
import { PENDING, type Graph, type Pending } from "../graph.ts";
import { GraphOver } from "../graph-over.ts";

/** A graph in which the attributes of one object are others. */
export class GraphWithAttributes extends GraphOver {
  readonly #object: ObjectRef;
  readonly #change: (values: JsonObject) => JsonObject;

  constructor(below: Graph, object: ObjectRef, change: (values: JsonObject) => JsonObject) {
    super(below);
    this.#object = object;
    this.#change = change;
  }

  override attributes(object: ObjectRef): JsonObject | Pending {
    const values = super.attributes(object);
    return values === PENDING || !sameObject(object, this.#object) ? values : this.#change(values);
  }
}
