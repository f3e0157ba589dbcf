import { indexModel, type ModelIndex } from "@relata/model";
import { MemoryGraph } from "@relata/resolver";
import type { ConsistencyToken, Contents } from "@relata/store";
import { answerOver, type Asking } from "./answerer.ts";
import { Answers } from "./answers.ts";
import type { Engine } from "./engine.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { Terms } from "./terms.ts";
import type { Schema } from "./typed/schema.ts";

/**
 * One snapshot, held in memory: many answers of one state, each at once. Later writes do not change it. Attributes that
 * the application provides are asked for anew by each question, and must be there at once.
 */
export class View<S extends Schema = Schema> extends Answers<S> {
  readonly token: ConsistencyToken;
  readonly #index: ModelIndex;
  readonly #provide: AttributeProviders;
  readonly #graph: MemoryGraph;

  constructor(engine: Engine, provide: AttributeProviders, contents: Contents) {
    super(engine);
    this.token = contents.token;
    this.#index = indexModel(engine.model);
    this.#provide = provide;
    this.#graph = new MemoryGraph(contents.tuples);
    for (const { object, values } of contents.attributes) this.#graph.setAttributes(object, values);
  }

  protected override answer<T>(asking: Asking<T>, terms: Terms): T {
    return answerOver(this.#graph, { index: this.#index, providers: this.#provide }, asking, terms);
  }
}
