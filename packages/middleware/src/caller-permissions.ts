import type { CheckItem, ConsistencyToken, Decision, Pinned, Schema, TypeName } from "@relata/core";
import type { Instant, JsonObject, ObjectRef, SubjectRef } from "@relata/model";
import { placeOf, toAccessible, type Accessible, type AccessiblePage } from "./accessible.ts";
import { Gathered } from "./gathered.ts";
import type { Given, NameFor, NameOfType, ObjectGiven } from "./names.ts";

/** What the questions of one request have in common. */
export interface Asking {
  readonly pinned: Pinned;
  readonly subjects: readonly SubjectRef[];
  readonly context: JsonObject;
  readonly now: Instant;
}

/**
 * What the caller of one request may do. All of its answers are of one state of the store, which the first question chooses, and of one
 * instant; what is asked at once is asked as one batch. A write of the request itself is not in that state: ask the engine for it.
 *
 * @throws Failure from every method as `Relata.check`
 */
export class CallerPermissions<S extends Schema = Schema> {
  /** Only a type: permissions of one schema are not those of another. */
  declare protected readonly schema?: S;
  /** Who is calling: all of them must be allowed. */
  readonly subjects: readonly SubjectRef[];
  readonly #asking: Asking;
  readonly #questions: Gathered<CheckItem>;

  /** For `Guards`. */
  constructor(asking: Asking) {
    const { pinned, subjects, context, now } = asking;
    this.subjects = subjects;
    this.#asking = asking;
    this.#questions = new Gathered(async (items) => pinned.checkMany(items, { context, now }));
  }

  /** Whether the caller may do that to the object. Conditional is false. */
  async can<const O extends ObjectGiven>(permission: NameFor<S, O>, object: O, given?: Given<S, O>): Promise<boolean> {
    return (await this.check(permission, object, given)).outcome === "allowed";
  }

  /** The decision: allowed, denied, or conditional with what is missing. An object, and so always truthy. */
  check<const O extends ObjectGiven>(permission: NameFor<S, O>, object: O, given: Given<S, O> = {}): Promise<Decision> {
    const { resource } = given as { readonly resource?: JsonObject };
    return this.#questions.ask({
      subject: { allOf: this.subjects },
      permission,
      // Invariant: the engine judges what is given, whatever it is.
      object: object as ObjectRef,
      ...(resource !== undefined && { resource }),
    });
  }

  /**
   * The objects of a type on which the caller has the permission, page by page. Law: exactly what `can` allows.
   *
   * ```ts
   * const { ids, next } = await permissions.accessible("view", "document", { limit: 50 });
   * ```
   *
   * @throws Failure also `invalid_cursor`, and `snapshot_expired` where history no longer reaches back to the first page
   */
  async accessible<const T extends TypeName<S>>(
    permission: NameOfType<S, T>,
    type: T,
    part: AccessiblePage = {},
  ): Promise<Accessible> {
    const { pinned, subjects, context } = this.#asking;
    const { now, page } = placeOf(part, this.#asking.now);
    const question = { subject: { allOf: subjects }, permission, type, context, now };
    return toAccessible(type, await pinned.listObjects(question, page), now);
  }

  /** The state that everything is answered from. */
  token(): Promise<ConsistencyToken> {
    return this.#asking.pinned.token();
  }
}
