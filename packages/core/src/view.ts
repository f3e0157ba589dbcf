import { indexModel, type ModelIndex } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import type { ConsistencyToken } from "@relata/store";
import { answerOver, type Asking, type Snapshot } from "./answerer.ts";
import { Answers } from "./answers.ts";
import type { Engine } from "./engine.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { Terms } from "./terms.ts";
import type { Schema } from "./typed/schema.ts";

/** What a view looks at. */
export interface Viewed {
  readonly token: ConsistencyToken;
  /** @throws Failure `snapshot_expired` */
  snapshot(): Snapshot;
}

/**
 * One snapshot, held in memory: many answers of one state, each at once. Later writes do not change it. Attributes that
 * the application provides are asked for anew by each question, and must be there at once.
 *
 * @throws Failure `snapshot_expired` from every method, of a view of the resident graph once that had to go on
 */
export class View<S extends Schema = Schema> extends Answers<S> {
  readonly token: ConsistencyToken;
  readonly #index: ModelIndex;
  readonly #provide: AttributeProviders;
  readonly #viewed: Viewed;

  constructor(engine: Engine, provide: AttributeProviders, viewed: Viewed) {
    super(engine);
    this.token = viewed.token;
    this.#index = indexModel(engine.model);
    this.#provide = provide;
    this.#viewed = viewed;
  }

  protected override quick(): QuickCheck | undefined {
    return this.#viewed.snapshot().quick;
  }

  protected override answer<T>(asking: Asking<T>, terms: Terms): T {
    const known = { index: this.#index, providers: this.#provide };
    return answerOver(this.#viewed.snapshot(), known, asking, terms);
  }
}
