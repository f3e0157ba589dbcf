import { indexModel, type Decision, type Instant, type Model } from "@relata/model";
import {
  check,
  explain,
  listObjects,
  listSubjects,
  MemoryGraph,
  type Explanation,
  type Limits,
} from "@relata/resolver";
import type { ConsistencyToken, Contents } from "@relata/store";
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
import type { ObjectRef } from "@relata/model";

/** One snapshot, held in memory: many answers of one state, each at once. Later writes do not change it. */
export class View {
  readonly token: ConsistencyToken;
  readonly #model: Model;
  readonly #graph: MemoryGraph;
  readonly #present: () => Instant;
  readonly #limits: Limits;

  constructor(model: Model, contents: Contents, present: () => Instant, limits: Limits) {
    this.token = contents.token;
    this.#model = model;
    this.#graph = new MemoryGraph(contents.tuples);
    for (const { object, values } of contents.attributes) this.#graph.setAttributes(object, values);
    this.#present = present;
    this.#limits = limits;
  }

  /** @throws Failure as `Relata.check` */
  can(subject: SubjectInput, permission: string, object: string | ObjectRef, given: Circumstances = {}): boolean {
    return this.check({ ...given, subject, permission, object }).outcome === "allowed";
  }

  check(input: CheckInput): Decision {
    return check(this.#model, this.#graph, toQuestion(indexModel(this.#model), input, this.#present), this.#limits);
  }

  explain(input: CheckInput): Explanation {
    return explain(this.#model, this.#graph, toQuestion(indexModel(this.#model), input, this.#present), this.#limits);
  }

  listObjects(input: ListObjectsInput): readonly Listed[] {
    const question = toObjectsQuestion(indexModel(this.#model), input, this.#present);
    return entriesOf(listObjects(this.#model, question, this.#limits)(this.#graph), question);
  }

  listSubjects(input: ListSubjectsInput): readonly Listed[] {
    const question = toSubjectsQuestion(indexModel(this.#model), input, this.#present);
    return entriesOf(listSubjects(this.#model, question, this.#limits)(this.#graph), question);
  }
}
