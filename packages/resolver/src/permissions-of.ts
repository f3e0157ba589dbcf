import {
  compareText,
  earlier,
  indexModel,
  isWildcard,
  sameObject,
  WILDCARD,
  type Decision,
  type Instant,
  type Lasting,
  type Missing,
  type Model,
  type ObjectRef,
} from "@relata/model";
import { checkMany, type CheckOutcome } from "./check-many.ts";
import type { Limits } from "./limits.ts";
import type { Graph } from "./graph.ts";
import type { ListPage } from "./list.ts";
import { pageOfObjects } from "./list-objects.ts";
import type { Question } from "./question.ts";

/** What may the subject do: on every object of some types, and on some objects. */
export interface PermissionsQuestion extends Omit<Question, "permission" | "object" | "resource"> {
  readonly types: readonly string[];
  /** Each of them is answered, also where the subject may do nothing there. */
  readonly objects: readonly AskedObject[];
  /** Only these permissions; all that a type has unless given. */
  readonly permissions?: readonly string[];
}

/** An object with the attributes that the request supplies for it. */
export type AskedObject = Pick<Question, "object" | "resource">;

/**
 * The permissions that a subject has on one object, or, on `T:*`, on every object of the type that has no entry. Before its
 * `validUntil` time alone takes nothing of it away; it may add to it.
 */
export interface HeldPermissions extends Lasting {
  readonly object: ObjectRef;
  /** Sorted. */
  readonly allowed: readonly string[];
  /** Those that wait for something, sorted by name. */
  readonly conditional: readonly ConditionalPermission[];
}

export interface ConditionalPermission {
  readonly permission: string;
  readonly missing: readonly Missing[];
}

/**
 * The permissions, never relations, that a subject has: a function of the graph, to be run by `drive` or on a graph in
 * memory. One entry for each object that is asked about; of a type, for each object on which something is allowed or
 * conditional; and where that holds of objects that nothing names, an entry for `T:*` and one for each exception.
 *
 * Law: an object with an entry has exactly the permissions of the entry, each as `check` decides it; any other object of
 * an asked type has those of `T:*`, and none where there is no such entry. Sorted by type and id, `T:*` last.
 */
export function permissionsOf(
  model: Model,
  { types, objects, permissions, ...asked }: PermissionsQuestion,
  limits: Limits = {},
): (graph: Graph) => readonly HeldPermissions[] {
  const named = objects.map((one) => ({ ...one, names: permissionNames(model, one.object.type, permissions) }));
  const checked = checkMany(
    model,
    named.flatMap(({ names, ...one }) => names.map((permission) => ({ ...asked, ...one, permission }))),
    limits,
  );
  const listed = types.map((type) => {
    const names = permissionNames(model, type, permissions);
    return { type, list: pageOfObjects(model, { ...asked, type, permissions: names }, {}, limits) };
  });
  return (graph) => {
    const outcomes = whileLoading(graph, [], checked).values();
    const ofObjects = named.map(({ object, names }) =>
      held(
        object,
        names.map((permission) => ({ permission, decision: decisionOf(outcomes.next().value) })),
      ),
    );
    const ofTypes = listed.flatMap(({ type, list }) => heldOnType(type, whileLoading(graph, EMPTY, list)));
    const others = ofTypes.filter(({ object }) => !objects.some((one) => sameObject(one.object, object)));
    return [...ofObjects, ...others].sort((a, b) => byObject(a.object, b.object));
  };
}

/** The names of a type's permissions, sorted: all of them, or those that are wanted. */
export function permissionNames(model: Model, type: string, wanted?: readonly string[]): readonly string[] {
  const names = [...(indexModel(model).types.get(type)?.permissions.keys() ?? [])].sort(compareText);
  return wanted === undefined ? names : names.filter((name) => wanted.includes(name));
}

const EMPTY: ListPage = { rows: [], isCut: false };
const DENIED: Decision = { outcome: "denied" };

/** A part of a run: what it fails with is dropped where it met something pending, so that the others say what they want. */
function whileLoading<T>(graph: Graph, otherwise: T, run: (graph: Graph) => T): T {
  const before = graph.pendingCount;
  try {
    return run(graph);
  } catch (error) {
    if (graph.pendingCount === before) throw error;
    return otherwise;
  }
}

function decisionOf(outcome: CheckOutcome | undefined): Decision {
  if (outcome?.failure !== undefined) throw outcome.failure;
  return outcome?.decision ?? DENIED;
}

interface Decided {
  readonly permission: string;
  readonly decision: Decision;
}

function held(object: ObjectRef, decided: readonly Decided[]): HeldPermissions {
  const granted = decided.filter(({ decision }) => decision.outcome !== "denied");
  const until = granted.reduce<Instant | undefined>((first, one) => earlier(first, one.decision.validUntil), undefined);
  return {
    object,
    ...(until !== undefined && { validUntil: until }),
    allowed: decided.filter(({ decision }) => decision.outcome === "allowed").map(({ permission }) => permission),
    conditional: decided.flatMap(({ permission, decision }) =>
      decision.outcome === "conditional" ? [{ permission, missing: decision.missing }] : [],
    ),
  };
}

/** One entry for each row and each exception, and one for the rest. */
function heldOnType(type: string, { rows, rest }: ListPage): readonly HeldPermissions[] {
  const named = rows.map(({ id, granted }) => held({ type, id }, granted));
  if (rest === undefined) return named;
  const denied = rest.except.map((id) => held({ type, id }, []));
  return [...named, ...denied, held({ type, id: WILDCARD }, rest.granted)];
}

function byObject(a: ObjectRef, b: ObjectRef): number {
  return compareText(a.type, b.type) || Number(isWildcard(a)) - Number(isWildcard(b)) || compareText(a.id, b.id);
}
