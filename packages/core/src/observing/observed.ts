import type { Decisions } from "./decisions.ts";
import type { QuestionName } from "./engine-event.ts";
import type { Observers } from "./observers.ts";
import { QuestionNotes } from "./question-notes.ts";
import { failureOf } from "./store-call.ts";

/** A question that may be observed. */
export interface Observable<T> {
  readonly question: QuestionName;
  readonly observers: Observers;
  /** What the answer decided, where it decides. */
  readonly decided?: (answer: T) => Decisions;
}

/** Answers the question, and tells who observes. Without any, there are no notes, and it is the question alone. */
export function observed<T>(asked: Observable<T>, run: (notes?: QuestionNotes) => Promise<T>): Promise<T> {
  return asked.observers.isEmpty ? run() : noted(asked, run);
}

async function noted<T>(
  { observers, question, decided }: Observable<T>,
  run: (notes: QuestionNotes) => Promise<T>,
): Promise<T> {
  const notes = new QuestionNotes(question);
  let answer: T;
  try {
    answer = await run(notes);
  } catch (error) {
    observers.tell(notes.ended({ failure: failureOf(error) }));
    throw error;
  }
  observers.tell(notes.ended({ decisions: decided?.(answer) }));
  return answer;
}

/** The same at once. */
export function observedNow<T>(asked: Observable<T>, run: (notes?: QuestionNotes) => T): T {
  const { observers, question, decided } = asked;
  if (observers.isEmpty) return run();
  const notes = new QuestionNotes(question);
  let answer: T;
  try {
    answer = run(notes);
  } catch (error) {
    observers.tell(notes.ended({ failure: failureOf(error) }));
    throw error;
  }
  observers.tell(notes.ended({ decisions: decided?.(answer) }));
  return answer;
}
