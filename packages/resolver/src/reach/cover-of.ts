import { type Exclusion, type ObjectRef, type Rewrite } from "@relata/model";
import { Cover, eitherCover, minusCover, possibly } from "./cover.ts";
import { Descent, type Descents } from "./descend.ts";
import type { Ways } from "./ways.ts";

/** Where an expression stands, and the names of the object within whose expressions it does. */
interface Stand {
  readonly ways: Ways;
  readonly descents: Descents;
  readonly object: ObjectRef;
  readonly relation: string;
  readonly within: ReadonlySet<string>;
}

/** Up to so many tuples of what is excluded are always read. */
const FEW = 1_000;

/** What is known of the subjects of a permission of the object, by walks down. */
export function coverOf(ways: Ways, descents: Descents, object: ObjectRef, permission: string): Cover {
  const spot = ways.spot(object.type, permission);
  if (spot === undefined) return new Cover();
  // Why: to a walk by parts of the expression, a set that is the permission itself would be lost.
  if (descents.kind.relation !== undefined)
    return new Descent(descents, object, [{ kind: "name", spot, isSure: true }]).cover;
  return named({ ways, descents, object, relation: permission, within: new Set() }, permission);
}

/** A name whose expression excludes something is taken apart, unless it stands within itself. */
function named(at: Stand, name: string): Cover {
  const { ways, object, within } = at;
  const rewrite = ways.index.types.get(object.type)?.rewrites.get(name);
  if (rewrite === undefined) return new Cover();
  return part(rewrite, { ...at, relation: name, within: new Set([...within, name]) });
}

function part(rewrite: Rewrite, at: Stand): Cover {
  if (!excludes(rewrite, at)) return walked(rewrite, at);
  switch (rewrite.kind) {
    case "exclusion":
      return excluding(rewrite, at);
    case "union": {
      const apart = rewrite.of.filter((one) => excludes(one, at)).map((one) => part(one, at));
      const together: Rewrite = { kind: "union", of: rewrite.of.filter((one) => !excludes(one, at)) };
      return apart.reduce(eitherCover, walked(together, at));
    }
    case "computed":
      return named(at, rewrite.relation);
    case "when":
      return possibly(part(rewrite.of, at));
    default:
      return walked(rewrite, at);
  }
}

/**
 * What is excluded is read where it is no more than what it is taken from, or than a few: else each of those is asked about.
 */
function excluding({ from, less }: Exclusion, at: Stand): Cover {
  const left = part(from, at);
  const leaves = at.ways.leaves(less, { type: at.object.type, relation: at.relation });
  const right = new Descent(at.descents, at.object, leaves, Math.max(FEW, left.size));
  return right.isWhole ? minusCover(left, right.cover) : possibly(left);
}

function walked(rewrite: Rewrite, { ways, descents, object, relation }: Stand): Cover {
  return new Descent(descents, object, ways.leaves(rewrite, { type: object.type, relation })).cover;
}

/** Whether an exclusion stands in the expression, but below an arrow, a set or an intersection. */
function excludes(rewrite: Rewrite, at: Stand): boolean {
  switch (rewrite.kind) {
    case "exclusion":
      return true;
    case "union":
      return rewrite.of.some((one) => excludes(one, at));
    case "when":
      return excludes(rewrite.of, at);
    case "computed": {
      const { ways, object, within } = at;
      const behind = ways.index.types.get(object.type)?.rewrites.get(rewrite.relation);
      if (behind === undefined || within.has(rewrite.relation)) return false;
      return excludes(behind, { ...at, within: new Set([...within, rewrite.relation]) });
    }
    case "this":
    case "arrow":
    case "intersection":
    case "nil":
    case "self":
      return false;
  }
}
