import type { Circumstances, ConsistencyInput, Relata, Schema } from "@relata/core";
import {
  Failure,
  indexModel,
  isFailure,
  isWildcard,
  toObject,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
} from "@relata/model";
import { isRefused, subjectsOf, type Caller } from "./caller.ts";
import { CallerPermissions } from "./caller-permissions.ts";
import { forbidden, unauthenticated, type Denial } from "./denial.ts";
import { Fault } from "./fault.ts";
import type { ObjectGiven } from "./names.ts";
import { toldOfRefused } from "./problems/refused.ts";
import { toldOfFailure } from "./problems/told.ts";

export type MaybePromise<T> = T | Promise<T>;

/** What guards are made of. `R` is the request, as the framework has it. */
export interface GuardsOptions<R, S extends Schema = Schema> {
  /** Who is calling: asked once for each request. */
  readonly principal: (request: R) => MaybePromise<Caller>;
  /** What of the request policies may read: `context.*`. */
  readonly context?: (request: R) => MaybePromise<NonNullable<Circumstances<S>["context"]>>;
  /** Which state a request is answered from: `fast` unless given. A request may bring the token of a write that it must see. */
  readonly consistency?: ConsistencyInput | ((request: R) => MaybePromise<ConsistencyInput | undefined>);
  /** The store of the database that the request is about, where it is not that of the engine: its tenant. */
  readonly store?: (request: R) => MaybePromise<string>;
  /** Whether what is forbidden is answered as what is not there, for guards that say nothing of it. Default: no. */
  readonly hide?: boolean;
  /** What a 401 asks for in `WWW-Authenticate`. Default: `Bearer realm="relata"`. */
  readonly challenge?: string;
}

/** What a route demands of its caller. */
export interface Demand<R> {
  readonly permission: string;
  /** The object, or how it is found in the request. */
  readonly object: ObjectGiven | ((request: R) => MaybePromise<ObjectGiven>);
  /** What is known of the object, for policies. */
  readonly resource?: (request: R) => MaybePromise<JsonObject>;
  readonly hide?: boolean;
}

/**
 * Who is let in, for middleware of any framework: what is answered instead, or undefined.
 *
 * Law: a request is let in exactly where `check` allows what is demanded, at the state and the instant of the request. No request
 * knows of another: what is known of one is kept with it, and gone with it.
 */
export class Guards<S extends Schema, R extends object> {
  readonly #relata: Relata;
  readonly #index: ModelIndex;
  readonly #options: GuardsOptions<R, S>;
  readonly #admitted = new WeakMap<R, Promise<CallerPermissions<S> | Denial>>();

  constructor(relata: Relata<S>, options: GuardsOptions<R, S>) {
    this.#relata = relata;
    this.#index = indexModel(relata.model);
    this.#options = options;
  }

  /**
   * Says that some type has the permission: for an application to learn when it starts.
   *
   * @throws Failure `unknown_permission`
   */
  require(permission: string): void {
    if ([...this.#index.types.values()].some(({ rewrites }) => rewrites.has(permission))) return;
    throw new Failure("unknown_permission", `no type of the model has a relation or permission \`${permission}\``);
  }

  /**
   * What the caller may do, or why nobody is let in. Asked once for a request, however many guards it passes.
   *
   * @throws Fault where it cannot be told; whatever else `principal` throws
   */
  admit(request: R): Promise<CallerPermissions<S> | Denial> {
    const known = this.#admitted.get(request);
    if (known !== undefined) return known;
    const admitted = answered(async () => this.#admit(request));
    this.#admitted.set(request, admitted);
    return admitted;
  }

  /**
   * Why the caller is not let in; undefined where they are.
   *
   * @throws Fault where it cannot be told; whatever else the functions of the demand throw
   */
  async denialOf(request: R, demand: Demand<R>): Promise<Denial | undefined> {
    const admitted = await this.admit(request);
    if (!(admitted instanceof CallerPermissions)) return admitted;
    return answered(async () => this.#decide(request, demand, admitted));
  }

  async #admit(request: R): Promise<CallerPermissions<S> | Denial> {
    const { principal, context, consistency, store, challenge } = this.#options;
    const caller = await principal(request);
    if (caller === undefined || caller === null) return unauthenticated(challenge);
    if (isRefused(caller)) return toldOfRefused(caller, challenge);
    const subjects = subjectsOf(this.#index, caller);
    const chosen = typeof consistency === "function" ? await consistency(request) : consistency;
    const relata = store === undefined ? this.#relata : this.#relata.store(await store(request));
    return new CallerPermissions<S>({
      pinned: relata.pinned(chosen === undefined ? {} : { consistency: chosen }),
      subjects,
      context: (await context?.(request)) ?? {},
      now: relata.foundation.present(),
    });
  }

  async #decide(request: R, demand: Demand<R>, permissions: CallerPermissions<S>): Promise<Denial | undefined> {
    const { permission, resource, hide = this.#options.hide ?? false } = demand;
    const object = await this.#objectOf(request, demand);
    const given = resource === undefined ? {} : { resource: await resource(request) };
    const decision = await (permissions as unknown as CallerPermissions).check(permission, object, given);
    return decision.outcome === "allowed" ? undefined : forbidden(permission, decision, hide);
  }

  /**
   * Why no wildcard of a request: a path that says `*` would be asked as every object of the type.
   *
   * @throws Failure `invalid_reference`, `unknown_type`
   */
  async #objectOf(request: R, { object }: Demand<R>): Promise<ObjectRef> {
    // Invariant: what is given is judged here, whatever it is.
    if (typeof object !== "function") return toObject(this.#index, object as ObjectRef);
    const found = toObject(this.#index, (await object(request)) as ObjectRef);
    if (!isWildcard(found)) return found;
    throw new Failure("invalid_reference", `\`${found.type}:*\` is not one object: a request is about one`);
  }
}

/** What is wrong with the request is answered, and what is wrong with the engine is thrown. */
async function answered<T>(decide: () => Promise<T | Denial>): Promise<T | Denial> {
  try {
    return await decide();
  } catch (error) {
    if (!isFailure(error)) throw error;
    const told = toldOfFailure(error);
    if (told.status < 500) return told;
    throw new Fault(error);
  }
}
