import { indexModel, type Decision, type Instant, type Model, type ObjectRef } from "@relata/model";
import { check, explain, listObjects, listSubjects, type Explanation, type Limits } from "@relata/resolver";
import type { StoreInTransaction, Written } from "@relata/store";
import { answerNow, type Asking } from "./answerer.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import { toChanges, type WriteInput } from "./changes-input.ts";
import { entriesOf, type Listed } from "./listing.ts";
import {
  toObjectsQuestion,
  toQuestion,
  toSubjectsQuestion,
  type CheckInput,
  type Circumstances,
  type ListObjectsInput,
  type ListSubjectsInput,
  type SubjectInput,
} from "./question-input.ts";

interface InTransactionParts {
  readonly model: Model;
  readonly store: StoreInTransaction;
  readonly provide: AttributeProviders;
  readonly present: () => Instant;
  readonly limits: Limits;
}

/**
 * The engine in the application's own transaction. Every method answers with a value and never with a promise: to await
 * inside a synchronous transaction would commit half of it.
 *
 * @throws Failure from every method as those of `Relata`, and `invalid_transaction` once the transaction is over
 */
export class InTransaction {
  readonly #parts: InTransactionParts;

  constructor(parts: InTransactionParts) {
    this.#parts = parts;
  }

  /** Writes all, or refuses all and leaves the transaction usable. The token holds once the application commits. */
  write(input: WriteInput): Written {
    return this.#parts.store.write(toChanges(indexModel(this.#parts.model), input));
  }

  can(subject: SubjectInput, permission: string, object: string | ObjectRef, given: Circumstances = {}): boolean {
    return this.check({ ...given, subject, permission, object }).outcome === "allowed";
  }

  check(input: CheckInput): Decision {
    const { model, present, limits } = this.#parts;
    const question = toQuestion(indexModel(model), input, present);
    return this.#answer(() => (graph) => check(model, graph, question, limits));
  }

  explain(input: CheckInput): Explanation {
    const { model, present, limits } = this.#parts;
    const question = toQuestion(indexModel(model), input, present);
    return this.#answer(() => (graph) => explain(model, graph, question, limits));
  }

  listObjects(input: ListObjectsInput): readonly Listed[] {
    const { model, present, limits } = this.#parts;
    const question = toObjectsQuestion(indexModel(model), input, present);
    return entriesOf(
      this.#answer(() => listObjects(model, question, limits)),
      question,
    );
  }

  listSubjects(input: ListSubjectsInput): readonly Listed[] {
    const { model, present, limits } = this.#parts;
    const question = toSubjectsQuestion(indexModel(model), input, present);
    return entriesOf(
      this.#answer(() => listSubjects(model, question, limits)),
      question,
    );
  }

  #answer<T>(asking: Asking<T>): T {
    const { model, store, provide } = this.#parts;
    return answerNow(store, indexModel(model), provide, asking);
  }
}
