import { FALSE, sameObject, TRUE, type Rewrite } from "@relata/model";
import { both, either, minus, NO, YES, type Bounds } from "./bounds.ts";
import type { Equation } from "./equation.ts";
import { heldDirectly } from "./held-directly.ts";
import { heldThrough } from "./held-through.ts";
import type { Place } from "./reading.ts";

/**
 * The meaning of a rewrite at an object: the whole of it, on this page (DESIGN §4; Zanzibar §2.3.1). Operands are read in
 * written order, and the rest is left unread once it cannot matter.
 */
export function* holds(rewrite: Rewrite, at: Place): Equation {
  switch (rewrite.kind) {
    case "this":
      return yield* heldDirectly(at);
    case "computed": {
      const node = at.reading.node(at.object, rewrite.relation);
      return node === undefined ? NO : yield { node, negated: at.negated };
    }
    case "arrow":
      return yield* heldThrough(rewrite, at);
    case "union":
      return yield* any(rewrite.of, at);
    case "intersection":
      return yield* all(rewrite.of, at);
    case "exclusion": {
      const from = yield* holds(rewrite.from, at);
      return from.high === FALSE ? NO : minus(from, yield* holds(rewrite.less, { ...at, negated: true }));
    }
    case "nil":
      return NO;
    case "self":
      return isSelf(at) ? YES : NO;
    case "when": {
      const of = yield* holds(rewrite.of, at);
      return of.high === FALSE ? NO : both(of, at.reading.policy(rewrite.policy, at.object));
    }
  }
}

function* any(parts: readonly Rewrite[], at: Place): Equation {
  let result: Bounds = NO;
  for (const part of parts) {
    result = either(result, yield* holds(part, at));
    if (result.low === TRUE) return YES;
  }
  return result;
}

function* all(parts: readonly Rewrite[], at: Place): Equation {
  let result: Bounds = YES;
  for (const part of parts) {
    result = both(result, yield* holds(part, at));
    if (result.high === FALSE) return NO;
  }
  return result;
}

function isSelf({ reading: { subject }, object }: Place): boolean {
  return subject.relation === undefined && sameObject(subject, object);
}
