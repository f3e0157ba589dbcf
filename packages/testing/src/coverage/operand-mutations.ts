import { printRewrite } from "@relata/language";
import { operands, type Intersection, type Rewrite, type Union } from "@relata/model";

/** A change of one operand of an expression, with where the operand stands. */
export interface OperandMutation {
  /** The operand as a model file writes it. */
  readonly text: string;
  /** Positions of operands from the whole expression to the one that is changed; of a policy, to its `when`. */
  readonly path: readonly number[];
  readonly isPolicy: boolean;
  readonly change: string;
  /** The whole expression with the change. */
  readonly rewrite: Rewrite;
}

const NIL: Rewrite = { kind: "nil" };

/**
 * Every way of taking an operand away, so that the others stay what they are: from a union and an intersection it is
 * dropped, right of `-` it takes nothing away, left of `-` it gives nothing, and a `when` loses its policy, or is never
 * true. What stands left of a `when` is the same as the policy being false, and is not counted twice.
 */
export function operandMutations(whole: Rewrite): readonly OperandMutation[] {
  return below(whole, [], (rewrite) => rewrite);
}

type Around = (part: Rewrite) => Rewrite;

/** Recursive, as rewrites nest a hundred deep at most. */
function below(rewrite: Rewrite, path: readonly number[], around: Around): readonly OperandMutation[] {
  const own = ownMutations(rewrite, path).map((mutation) => ({ ...mutation, rewrite: around(mutation.rewrite) }));
  const deeper = operands(rewrite).flatMap((operand, i) =>
    below(operand, [...path, i], (part) => around(replaced(rewrite, i, part))),
  );
  return [...own, ...deeper];
}

function ownMutations(rewrite: Rewrite, path: readonly number[]): readonly OperandMutation[] {
  const operand = (of: Rewrite, i: number, change: string, changed: Rewrite): OperandMutation => ({
    text: printRewrite(of),
    path: [...path, i],
    isPolicy: false,
    change,
    rewrite: changed,
  });
  switch (rewrite.kind) {
    case "union":
    case "intersection": {
      const change = rewrite.kind === "union" ? "it granted nothing" : "it demanded nothing";
      return rewrite.of.map((of, i) => operand(of, i, change, without(rewrite, i)));
    }
    case "exclusion":
      return [
        operand(rewrite.from, 0, "it granted nothing", NIL),
        operand(rewrite.less, 1, "it took nothing away", rewrite.from),
      ];
    case "when": {
      const policy = { text: `when ${rewrite.policy}`, path, isPolicy: true };
      return [
        { ...policy, change: "it demanded nothing", rewrite: rewrite.of },
        { ...policy, change: "it were never true", rewrite: NIL },
      ];
    }
    case "this":
    case "computed":
    case "arrow":
    case "nil":
    case "self":
      return [];
  }
}

/** The choice without one operand; where one is left, that one. */
function without(choice: Union | Intersection, at: number): Rewrite {
  const of = choice.of.toSpliced(at, 1);
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { ...choice, of };
}

/** The rewrite with another operand at that position. */
function replaced(rewrite: Rewrite, at: number, part: Rewrite): Rewrite {
  switch (rewrite.kind) {
    case "union":
    case "intersection":
      return { ...rewrite, of: rewrite.of.with(at, part) };
    case "exclusion":
      return at === 0 ? { ...rewrite, from: part } : { ...rewrite, less: part };
    case "when":
      return { ...rewrite, of: part };
    default:
      return rewrite;
  }
}
