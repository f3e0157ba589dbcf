import type { EngineEvent, EngineObserver } from "./engine-event.ts";

/** Who observes an engine, and those over other stores of its database. Cost while nobody does: a look at an empty set. */
export class Observers {
  readonly #observers = new Set<EngineObserver>();

  get isEmpty(): boolean {
    return this.#observers.size === 0;
  }

  /** Answers how to end it. */
  add(observer: EngineObserver): () => void {
    // Why wrapped: a function that is added twice is told twice, and taken out once.
    const one: EngineObserver = (event) => observer(event);
    this.#observers.add(one);
    return () => void this.#observers.delete(one);
  }

  tell(event: EngineEvent): void {
    for (const observer of this.#observers) observer(event);
  }
}
