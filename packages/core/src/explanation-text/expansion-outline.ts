import {
  formatKey,
  formatObject,
  formatSubject,
  formatTuple,
  isWildcard,
  type ObjectRef,
  type Tuple,
} from "@relata/model";
import type { ArrowLeaf, ArrowTree, ExpandedName, Expansion, NameTree, Tree, TupleLeaf } from "@relata/resolver";
import { keyOf, leaf, type Branch, type Name, type Outlined } from "./branch.ts";
import { showArrow, showName, showNameOn } from "./show-name.ts";

/** An expansion whose names can be looked up, each as the lines that belong below it, in the order of the model. */
export class ExpansionOutline implements Outlined {
  readonly size: number;
  readonly #names: ReadonlyMap<string, ExpandedName>;

  constructor({ names }: Expansion) {
    this.size = names.length;
    this.#names = new Map(names.map((named) => [keyOf(named), named]));
  }

  linesBelow(name: Name): readonly Branch[] {
    const named = this.#names.get(keyOf(name));
    if (named === undefined) return [];
    const lines = linesOf(named.tree, named.object);
    const [only] = lines;
    // Why: what lies behind a chained arrow is an arrow, and its name says so already.
    return named.name.includes(" ") && only !== undefined && only.below.length > 0 ? only.below : lines;
  }

  arranged(_parent: Branch, lines: readonly Branch[]): readonly Branch[] {
    return lines;
  }
}

/** The tree as lines beside each other. Recursion is as deep as one expression of the model. */
function linesOf(tree: Tree, at: ObjectRef): readonly Branch[] {
  switch (tree.kind) {
    case "name":
      return [nameLine(tree)];
    case "tuples":
      return tree.of.length === 0 ? [nobody()] : tree.of.map((each) => tupleLine(each, at));
    case "arrow":
      return [arrowLine(tree)];
    case "union":
      return tree.of.flatMap((part) => linesOf(part, at));
    case "intersection":
      return [
        line(
          "who is in all of these",
          tree.of.flatMap((part) => together(part, at)),
        ),
      ];
    case "exclusion":
      return [line("who is in", linesOf(tree.from, at)), line("and not in", linesOf(tree.less, at))];
    case "when":
      return [line(`for whom policy ${tree.policy} is true of ${formatObject(tree.object)}`, linesOf(tree.of, at))];
    case "self":
      return [line(`${formatObject(tree.object)} itself`)];
    case "nil":
      return [nobody()];
  }
}

/** A choice, or an exclusion, as one of several that must all hold. */
function together(part: Tree, at: ObjectRef): readonly Branch[] {
  const lines = linesOf(part, at);
  if (lines.length < 2) return lines;
  return [line(part.kind === "exclusion" ? "this" : "any of these", lines)];
}

function nameLine(name: NameTree): Branch {
  return { ...line(showNameOn(name.name, name.object)), name };
}

/** What the tuple names, with its policy and window: all of it that does not stand above. */
function tupleLine({ tuple, set }: TupleLeaf, at: ObjectRef): Branch {
  const text = `${formatSubject(tuple.subject)}${conditionsOf(tuple, at)}`;
  return { ...line(text), ...(set !== undefined && { name: set }) };
}

function arrowLine({ object, relation, quantifier, target, of }: ArrowTree): Branch {
  const arrow = `${showArrow(relation, quantifier, target)} on ${formatObject(object)}`;
  if (of.length === 0) return line(`${arrow}: nothing stands on ${relation}`);
  return line(
    quantifier === "all" ? `${arrow}: who is in all of these` : arrow,
    of.map((each) => overObject(each, target, object)),
  );
}

function overObject({ object, tuples, target }: ArrowLeaf, name: string, at: ObjectRef): Branch {
  const conditions = tuples.map((tuple) => conditionsOf(tuple, at)).filter((text) => text !== "");
  // Why: one tuple without conditions is enough, whatever the others wait for.
  const shown = conditions.length < tuples.length ? "" : conditions.join(" or");
  const below = target === undefined ? line(`type ${object.type} has no ${showName(name)}: nobody`) : nameLine(target);
  return line(`${formatObject(object)}${shown}`, [below]);
}

function conditionsOf(tuple: Tuple, at: ObjectRef): string {
  const where = isWildcard(tuple.object) && !isWildcard(at) ? `, on ${formatObject(tuple.object)}` : "";
  return `${formatTuple(tuple).slice(formatKey(tuple).length)}${where}`;
}

function nobody(): Branch {
  return line("nobody");
}

function line(text: string, below: readonly Branch[] = []): Branch {
  return { ...leaf(undefined, text), below };
}
