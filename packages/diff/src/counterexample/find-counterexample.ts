import {
  formatTuple,
  indexModel,
  instantFromMs,
  isStored,
  type Model,
  type ModelIndex,
  type Tuple,
} from "@relata/model";
import { askBoth, isConditional, type World } from "./ask-both.ts";
import type { Counterexample, CounterexampleOptions, CounterexampleSearch } from "./counterexample.ts";
import { nextTuples, type Asked } from "./next-tuples.ts";
import { rootQuestions } from "./root-questions.ts";
import { Samples } from "./sample-values.ts";
import { settle } from "./settle.ts";

const MAX_TUPLES = 6;
const MAX_OBJECTS = 3;
const MAX_STEPS = 50_000;
/** 2026-01-01T00:00:00Z. */
const NOW = instantFromMs(1_767_225_600_000);

/**
 * Looks for a world in which the models answer differently: of the smallest number of tuples, by trying all worlds of no
 * tuple, of one, and so on. Each world is grown from the question, by tuples that one of the models would read.
 *
 * Law: what it finds differs, and no tuple of it can be left out. What it does not find is not there within its bounds:
 * plain subjects, no wildcard objects, no windows, so many tuples and objects of a type, and values for policies that are
 * sampled from what the policies compare with. It knows no clock: equal models give equal answers.
 */
export function findCounterexample(
  before: Model,
  after: Model,
  options: CounterexampleOptions = {},
): CounterexampleSearch {
  return new Search(before, after, options).run();
}

/** The worlds of one size that one question has been asked over. */
interface Line {
  readonly asked: Asked;
  worlds: readonly (readonly Tuple[])[];
}

/** Thrown inside a search only, where it has taken all its steps. */
class OutOfSteps extends Error {}

class Search {
  readonly #models: readonly [Model, Model];
  readonly #samples: Samples;
  readonly #maxTuples: number;
  readonly #maxObjects: number;
  readonly #maxSteps: number;
  readonly #now: World["now"];
  readonly #onProgress: CounterexampleOptions["onProgress"];
  #steps = 0;

  constructor(before: Model, after: Model, options: CounterexampleOptions) {
    const { maxTuples = MAX_TUPLES, maxObjects = MAX_OBJECTS, maxSteps = MAX_STEPS, now = NOW } = options;
    this.#models = [before, after];
    this.#samples = new Samples([before, after], now);
    this.#onProgress = options.onProgress;
    [this.#maxTuples, this.#maxObjects, this.#maxSteps, this.#now] = [maxTuples, maxObjects, maxSteps, now];
  }

  run(): CounterexampleSearch {
    let exhausted = -1;
    try {
      const lines = this.#questions().map((asked): Line => ({ asked, worlds: [] }));
      for (let size = 0; size <= this.#maxTuples; size++) {
        const found = this.#ofSize(size, lines);
        if (found !== undefined) return { ...this.#bounds(), found };
        exhausted = size;
        // Nothing to grow: no larger world could be read.
        if (lines.every(({ worlds }) => worlds.length === 0)) break;
      }
      return { ...this.#bounds(), exhausted: this.#maxTuples, complete: true };
    } catch (error) {
      if (error instanceof OutOfSteps) return { ...this.#bounds(), exhausted, complete: false };
      throw error;
    }
  }

  #bounds() {
    return { maxTuples: this.#maxTuples, maxObjects: this.#maxObjects, steps: Math.min(this.#steps, this.#maxSteps) };
  }

  /** Whoever asks is a subject of its own; where objects are subjects too, also the object itself. */
  #questions(): readonly Asked[] {
    return rootQuestions(...this.#models).flatMap(({ type, permission, subjectType }) => {
      const object = { type, id: "1" };
      if (subjectType !== type) return [{ subject: { type: subjectType, id: "1" }, permission, object }];
      return ["2", "1"].map((id) => ({ subject: { type, id }, permission, object }));
    });
  }

  /** All questions over all worlds of one size, before any larger one. */
  #ofSize(size: number, lines: readonly Line[]): Counterexample | undefined {
    for (const line of lines) {
      const seen = new Set<string>();
      const worlds: (readonly Tuple[])[] = [];
      for (const world of size === 0 ? [[]] : this.#grown(line)) {
        const key = JSON.stringify(world.map(formatTuple).sort());
        if (seen.has(key)) continue;
        seen.add(key);
        const found = this.#differ(line.asked, world);
        if (found !== undefined) return found;
        worlds.push(world);
      }
      line.worlds = worlds;
    }
    return undefined;
  }

  *#grown({ asked, worlds }: Line): Generator<readonly Tuple[]> {
    const indexes = this.#models.map(indexModel);
    for (const world of worlds) {
      for (const index of indexes) {
        for (const tuple of nextTuples(index, asked, world, this.#samples, this.#maxObjects)) yield [...world, tuple];
      }
    }
  }

  #differ(asked: Asked, tuples: readonly Tuple[]): Counterexample | undefined {
    const ask = (world: World) => {
      this.#onProgress?.(this.#steps, tuples.length);
      if (++this.#steps > this.#maxSteps) throw new OutOfSteps();
      return askBoth(this.#models, asked, world);
    };
    const world: World = { tuples, attributes: [], context: {}, now: this.#now };
    const both = ask(world);
    if (!isConditional(both) && both.before === both.after) return undefined;
    const settled = settle(this.#models, { world, both }, this.#samples, ask);
    if (settled === undefined) return undefined;
    const { before, after } = settled.both;
    return this.#asPermission({ ...asked, before, after, ...settled.world });
  }

  /**
   * Of a relation that is exactly its tuples people do not ask: where a permission differs in the same world, that one is
   * shown. No smaller world would do: in it, the relation would differ.
   */
  #asPermission(found: Counterexample): Counterexample {
    const [before, after] = this.#models.map(indexModel) as [ModelIndex, ModelIndex];
    if (!isStored(after, found.object.type, found.permission)) return found;
    for (const object of [found.object, ...found.tuples.map((tuple) => tuple.object)]) {
      for (const permission of after.types.get(object.type)?.permissions.keys() ?? []) {
        if (before.types.get(object.type)?.rewrites.has(permission) !== true) continue;
        const asked = { subject: found.subject, permission, object };
        const both = askBoth(this.#models, asked, found);
        if (both.before !== both.after) return { ...found, ...asked, before: both.before, after: both.after };
      }
    }
    return found;
  }
}
