import { UNKNOWN as OPEN, TRUE as HELD, type JsonObject, type ObjectRef } from "@relata/model";
import type { ArrowStep, NameStep, PolicyStep, Reason, Step, TupleStep } from "@relata/resolver";
import { TooManyCases } from "../policy/cases.ts";
import { allOf, anyOf, FALSE, LEFT_OUT, not, TRUE, type Truths } from "../policy/truths.ts";

/** What an open policy says of the resource, under the parameters of the tuple that carries it, if one does. */
export type SayPolicy = (step: PolicyStep, parameters: JsonObject | undefined) => Truths;

/** So many steps are read, over all ways that lead to them. */
const MAX_STEPS = 10_000;
/** So many names below one another: few enough for the native stack. */
const MAX_DEPTH = 200;

/**
 * What the reason of an open answer says of the resource. A reason of what is unknown shows exactly the parts that are: of a union
 * all others are false, of an intersection true, and so they change nothing.
 *
 * Law: a name that is met again below itself counts as false, since a cycle alone grants nothing. What asks for its own negation is
 * not to be read so.
 */
export function readReason({ names }: Reason, say: SayPolicy): Truths {
  const known = new Map(names.map((named) => [keyOf(named), named]));
  const [root] = names;
  let steps = 0;
  return root === undefined ? LEFT_OUT : ofName(root, new Set());

  function ofName(name: Pick<NameStep, "object" | "name" | "truth">, above: ReadonlySet<string>): Truths {
    if (name.truth !== OPEN) return name.truth === HELD ? TRUE : FALSE;
    const key = keyOf(name);
    const named = known.get(key);
    if (above.has(key)) return FALSE;
    if (above.size >= MAX_DEPTH) throw new TooManyCases();
    return named === undefined ? LEFT_OUT : read(named.step, new Set([...above, key]));
  }

  function read(step: Step, above: ReadonlySet<string>): Truths {
    if (++steps > MAX_STEPS) throw new TooManyCases();
    if (step.truth !== OPEN) return step.truth === HELD ? TRUE : FALSE;
    const parts = (of: readonly Step[]) => of.map((part) => read(part, above));
    switch (step.kind) {
      case "name":
        return ofName(step, above);
      case "tuple":
        return ofTuple(step, above);
      case "arrow":
        return ofArrow(step, above);
      case "policy":
        return say(step, undefined);
      case "union":
        return anyOf(parts(step.of));
      case "intersection":
        return allOf(parts(step.of));
      case "exclusion":
        return allOf([
          step.from === undefined ? TRUE : read(step.from, above),
          step.less === undefined ? TRUE : not(read(step.less, above)),
        ]);
      case "paradox":
      case "identity":
      case "not_self":
      case "absent":
      case "no_tuple":
      case "nil":
        return LEFT_OUT;
    }
  }

  function ofTuple({ of, tuple }: TupleStep, above: ReadonlySet<string>): Truths {
    return allOf(
      of.map((part) =>
        part.kind === "policy" && part.truth === OPEN ? say(part, tuple.policy?.parameters) : read(part, above),
      ),
    );
  }

  function ofArrow({ of, quantifier }: ArrowStep, above: ReadonlySet<string>): Truths {
    if (quantifier === "any") return anyOf(of.map((part) => read(part, above)));
    return allOf(
      byTarget(of).map((parts) => (isWhole(parts) ? anyOf(parts.map((part) => read(part, above))) : LEFT_OUT)),
    );
  }
}

/** The steps by the object that they lead to: an object stands on the relation as far as one of its tuples puts it there. */
function byTarget(steps: readonly Step[]): readonly (readonly Step[])[] {
  const targets = new Map<string, Step[]>();
  for (const step of steps) {
    const key = step.kind === "tuple" ? JSON.stringify([step.tuple.subject.type, step.tuple.subject.id]) : "";
    targets.set(key, [...(targets.get(key) ?? []), step]);
  }
  return [...targets.values()];
}

/**
 * Whether no tuple of the object can be missing among these. One is where the object grants, and only the policies of tuples are open:
 * then another tuple may put it there for good, and is not shown, since what is true is no reason of what is unknown.
 */
function isWhole(steps: readonly Step[]): boolean {
  return steps.some((step) => step.kind === "tuple" && step.of.some((part) => part.kind !== "policy"));
}

function keyOf({ object, name }: { readonly object: ObjectRef; readonly name: string }): string {
  return JSON.stringify([object.type, object.id, name]);
}
