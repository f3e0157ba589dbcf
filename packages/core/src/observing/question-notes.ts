import { interruptible, type Graph, type Work } from "@relata/resolver";
import type { Reader } from "../answerer.ts";
import type { Decisions } from "./decisions.ts";
import type { EventFailure, QuestionEvent, QuestionName, StoreCall } from "./engine-event.ts";
import { toldReader } from "./store-call.ts";

/** What is noted of one question while it is answered. */
export class QuestionNotes {
  readonly work: Work = { nodes: 0 };
  readonly #question: QuestionName;
  readonly #startedAt = performance.now();
  readonly #calls: StoreCall[] = [];
  #lookups = 0;

  constructor(question: QuestionName) {
    this.#question = question;
  }

  /** The reader, whose calls are noted. */
  reading<R extends Reader>(reader: R): Pick<R, "read"> {
    return toldReader(reader, (call) => this.#calls.push(call));
  }

  /** The question, whose own questions to the graph are counted. */
  counting<T>(question: (graph: Graph) => T): (graph: Graph) => T {
    return interruptible(question, () => void this.#lookups++);
  }

  /** The event of a question that ends now. */
  ended({ failure, decisions }: { failure?: EventFailure; decisions?: Decisions | undefined }): QuestionEvent {
    return {
      kind: "question",
      question: this.#question,
      startedAt: this.#startedAt,
      durationMs: performance.now() - this.#startedAt,
      ...(failure !== undefined && { failure }),
      ...(decisions !== undefined && { decisions }),
      ...this.work,
      lookups: this.#lookups,
      roundTrips: this.#calls.reduce((sum, { roundTrips }) => sum + roundTrips, 0),
      calls: this.#calls,
    };
  }
}
