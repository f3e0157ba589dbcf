import { indexModel, type ModelIndex } from "@relata/model";
import { MemoryGraph } from "@relata/resolver";
import type { ConsistencyToken, Contents } from "@relata/store";
import { answerOver, type Asking } from "./answerer.ts";
import { Answers, type Engine } from "./answers.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { Schema } from "./typed/schema.ts";
import { indexModel, type Decision, type Instant } from "@relata/model";
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
import type { Fit } from "./typed/fit.ts";
import type { ObjectReference, SubjectReference } from "./typed/listed-reference.ts";
import type { NameGiven } from "./typed/names.ts";
import type { ObjectForm } from "./typed/object-input.ts";
import type {
  CheckForm,
  ListObjectsForm,
  ListSubjectsForm,
  Circumstances as TypedCircumstances,
} from "./typed/question-form.ts";
import type { Schema, TypedModel } from "./typed/schema.ts";
import type { SubjectForm } from "./typed/subject-input.ts";

/**
 * One snapshot, held in memory: many answers of one state, each at once. Later writes do not change it. Attributes that
 * the application provides are asked for anew by each question, and must be there at once.
 */
export class View<S extends Schema = Schema> extends Answers<S> {
  readonly token: ConsistencyToken;
  readonly #index: ModelIndex;
  readonly #provide: AttributeProviders;
  readonly model: TypedModel<S>;
  readonly #graph: MemoryGraph;

  constructor(engine: Engine, provide: AttributeProviders, contents: Contents) {
    super(engine);
    this.token = contents.token;
    this.#index = indexModel(engine.model);
    this.#provide = provide;
  constructor(model: TypedModel<S>, contents: Contents, present: () => Instant, limits: Limits) {
    this.token = contents.token;
    this.model = model;
    this.#graph = new MemoryGraph(contents.tuples);
    for (const { object, values } of contents.attributes) this.#graph.setAttributes(object, values);
  }

  protected override answer<T>(asking: Asking<T>): T {
    return answerOver(this.#graph, this.#index, this.#provide, asking);
  /** @throws Failure as `Relata.check` */
  can<const Who extends SubjectInput, const O extends string | ObjectRef, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    permission: NameGiven<S, O>,
    object: Fit<O, ObjectForm<S, O>>,
    given?: Fit<Given, TypedCircumstances<S>>,
  ): boolean;
  can(subject: SubjectInput, permission: string, object: string | ObjectRef, given: Circumstances = {}): boolean {
    return this.#decide({ ...given, subject, permission, object }).outcome === "allowed";
  }

  check<const Q>(input: Fit<Q, CheckForm<S, Q>>): Decision;
  check(input: CheckInput): Decision {
    return this.#decide(input);
  }

  explain<const Q>(input: Fit<Q, CheckForm<S, Q>>): Explanation;
  explain(input: CheckInput): Explanation {
    return explain(this.model, this.#graph, toQuestion(indexModel(this.model), input, this.#present), this.#limits);
  }

  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>): readonly Listed<ObjectReference<S, Q>>[];
  listObjects(input: ListObjectsInput): readonly Listed[] {
    const question = toObjectsQuestion(indexModel(this.model), input, this.#present);
    return entriesOf(listObjects(this.model, question, this.#limits)(this.#graph), question);
  }

  listSubjects<const Q>(input: Fit<Q, ListSubjectsForm<S, Q>>): readonly Listed<SubjectReference<S, Q>>[];
  listSubjects(input: ListSubjectsInput): readonly Listed[] {
    const question = toSubjectsQuestion(indexModel(this.model), input, this.#present);
    return entriesOf(listSubjects(this.model, question, this.#limits)(this.#graph), question);
  }

  #decide(input: CheckInput): Decision {
    return check(this.model, this.#graph, toQuestion(indexModel(this.model), input, this.#present), this.#limits);
  }
}
