import type { Decision, ObjectRef } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import type { CheckOutcome, Expansion, Explanation } from "@relata/resolver";
import type { Asking } from "./answerer.ts";
import type { CheckItem } from "./batch-input.ts";
import { refuseConsistency } from "./consistency-input.ts";
import type { Engine } from "./engine.ts";
import type { ExpandInput } from "./expand-input.ts";
import { refuseState } from "./list-cursor.ts";
import type { AnyListed } from "./list-entries.ts";
import { objectsList, subjectsList, type ListQuestion, type PageQuestion } from "./list-question.ts";
import type { ListingPage, ListingPageInput } from "./listing.ts";
import {
  makeCheck,
  makeCheckMany,
  makeExpand,
  makeExplain,
  makePermissionsOf,
  makePermissionsOn,
  type Make,
} from "./make-question.ts";
import { decisionsOf, type Decisions } from "./observing/decisions.ts";
import type { QuestionName } from "./observing/engine-event.ts";
import { observedNow } from "./observing/observed.ts";
import type { QuestionNotes } from "./observing/question-notes.ts";
import type { Permissions, PermissionsOfInput, PermissionsOnInput } from "./permissions-input.ts";
import type { CheckInput, Circumstances, ListObjectsInput, ListSubjectsInput, SubjectInput } from "./question-input.ts";
import { decideQuickly } from "./resident/ask-quickly.ts";
import { askingUnder, toTerms, type Terms, type TermsInput } from "./terms.ts";
import type { Fit } from "./typed/fit.ts";
import type { InPart, ListedObject, ListedSubject } from "./typed/listed-entry.ts";
import type { NameGiven } from "./typed/names.ts";
import type { ObjectForm } from "./typed/object-input.ts";
import type {
  CheckForm,
  CheckItemForm,
  ExpandForm,
  ListObjectsForm,
  ListSubjectsForm,
  PermissionsOnForm,
  Circumstances as TypedCircumstances,
  PermissionsOfInput as TypedPermissionsOf,
} from "./typed/question-form.ts";
import type { Schema } from "./typed/schema.ts";
import type { SubjectForm } from "./typed/subject-input.ts";

/** The questions of `Relata`, answered at once: with values, and never with promises. They are of one state. */
export abstract class Answers<S extends Schema = Schema> {
  /** Only a type: answers of one schema are not those of another. */
  declare protected readonly schema?: S;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The answer over one snapshot; which one, the subclass knows. */
  protected abstract answer<T>(asking: Asking<T>, terms: Terms): T;

  /** What decides quickly over that snapshot; undefined where nothing does. */
  protected quick(): QuickCheck | undefined {
    return undefined;
  }

  /** @throws Failure as `Relata.check` */
  can<const Who extends SubjectInput, const O extends string | ObjectRef, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    permission: NameGiven<S, O>,
    object: Fit<O, ObjectForm<S, O>>,
    given?: Fit<Given, TypedCircumstances<S>>,
  ): boolean;
  can(subject: SubjectInput, permission: string, object: string | ObjectRef, given?: Circumstances): boolean {
    const input = given === undefined ? { subject, permission, object } : { ...given, subject, permission, object };
    const decision = decideQuickly(this.#engine, this.quick(), input) ?? this.#decide(input);
    return decision.outcome === "allowed";
  }

  check<const Q>(input: Fit<Q, CheckForm<S, Q>>): Decision;
  check(input: CheckInput): Decision {
    return decideQuickly(this.#engine, this.quick(), input) ?? this.#decide(input);
  }

  explain<const Q>(input: Fit<Q, CheckForm<S, Q>>): Explanation;
  explain(input: CheckInput): Explanation {
    const make = () => makeExplain(this.#engine, input);
    return this.#ask("explain", input, make, (answer) => decisionsOf([answer]));
  }

  expand<const Q>(input: Fit<Q, ExpandForm<S, Q>>): Expansion;
  expand(input: ExpandInput): Expansion {
    return this.#ask("expand", input, () => makeExpand(this.#engine, input));
  }

  /** All of the list, or a page of it. @throws Failure as `Relata.listObjects` */
  listObjects<const Q, const Part = undefined>(
    input: Fit<Q, ListObjectsForm<S, Q>>,
    page?: Fit<Part, ListingPageInput>,
  ): InPart<Part, readonly ListedObject<S, Q>[], ListingPage<ListedObject<S, Q>>>;
  listObjects(input: ListObjectsInput, page?: ListingPageInput): readonly AnyListed[] | ListingPage<AnyListed> {
    return this.#list("list_objects", () => objectsList(this.#engine, input), input, page);
  }

  /** All of the list, or a page of it. @throws Failure as `Relata.listSubjects` */
  listSubjects<const Q, const Part = undefined>(
    input: Fit<Q, ListSubjectsForm<S, Q>>,
    page?: Fit<Part, ListingPageInput>,
  ): InPart<Part, readonly ListedSubject<S, Q>[], ListingPage<ListedSubject<S, Q>>>;
  listSubjects(input: ListSubjectsInput, page?: ListingPageInput): readonly AnyListed[] | ListingPage<AnyListed> {
    return this.#list("list_subjects", () => subjectsList(this.#engine, input), input, page);
  }

  #list(
    question: QuestionName,
    make: () => ListQuestion,
    input: TermsInput,
    part: ListingPageInput | undefined,
  ): readonly AnyListed[] | ListingPage<AnyListed> {
    const asked = { question, observers: this.#engine.observers };
    if (part !== undefined) return observedNow(asked, (notes) => this.#page(make().page(part), input, notes));
    return observedNow(asked, (notes) => {
      const list = make();
      return list.toEntries(this.#answer(input, list.whole, notes));
    });
  }

  #page(page: PageQuestion, input: TermsInput, notes: QuestionNotes | undefined): ListingPage<AnyListed> {
    refuseState(page.cursor);
    return page.toPage(this.#answer(input, page.part, notes));
  }

  checkMany<const Q extends readonly unknown[], const Given>(
    items: { readonly [K in keyof Q]: Fit<Q[K], CheckItemForm<S, Q[K]>> },
    given?: Fit<Given, TypedCircumstances<S>>,
  ): readonly CheckOutcome[];
  checkMany(items: readonly CheckItem[], given: Circumstances = {}): readonly CheckOutcome[] {
    return this.#ask("check_many", given, () => makeCheckMany(this.#engine, items, given), decisionsOf);
  }

  permissionsOf<const Who extends SubjectInput, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    given?: Fit<Given, TypedPermissionsOf<S>>,
  ): readonly Permissions[];
  permissionsOf(subject: SubjectInput, given: PermissionsOfInput = {}): readonly Permissions[] {
    return this.#ask("permissions", given, () => makePermissionsOf(this.#engine, subject, given));
  }

  permissionsOn<const Who extends SubjectInput, const O extends string | ObjectRef, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    object: Fit<O, ObjectForm<S, O>>,
    given?: Fit<Given, PermissionsOnForm<S, O>>,
  ): Permissions;
  permissionsOn(subject: SubjectInput, object: string | ObjectRef, given: PermissionsOnInput = {}): Permissions {
    return this.#ask("permissions", given, () => makePermissionsOn(this.#engine, subject, object, given));
  }

  #decide(input: CheckInput): Decision {
    const make = () => makeCheck(this.#engine, input);
    return this.#ask("check", input, make, (decision) => decisionsOf([{ decision }]));
  }

  #ask<T>(question: QuestionName, input: TermsInput, make: () => Make<T>, decided?: (answer: T) => Decisions): T {
    const asked = { question, observers: this.#engine.observers, ...(decided !== undefined && { decided }) };
    return observedNow(asked, (notes) => this.#answer(input, make(), notes));
  }

  /** The question, made anew for each snapshot, under the terms of its input. */
  #answer<T>(input: TermsInput, make: Make<T>, notes: QuestionNotes | undefined): T {
    refuseConsistency(input);
    const terms = toTerms(this.#engine, input, notes);
    return this.answer(askingUnder(terms, make), terms);
  }
}
