import type { Arrows, ArrowStep } from "../check/arrows.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Member } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";
import { arrowsIn } from "./arrows-in.ts";

/** Types that one message names. */
const MAX_NAMED = 3;

/** The arrows that one member leads over one left: together they may reach all that stands on it. */
interface Branch {
  readonly first: ArrowStep;
  readonly targets: Set<string>;
}

/**
 * Warns of arrows that reach only some of their types: the others lack what is asked for, and grant nothing.
 *
 * ```text
 * relation parent: folder | drive
 * permission view = viewer + parent->view            warned of if `drive` has no `view`
 * permission view = parent->view + parent->open      not warned of if `drive` has `open`
 * relation owner: user | team
 * permission edit = owner + owner->member            not warned of: `user` has no members at all, and counts as `owner`
 * ```
 *
 * What one type asks over one left is told once, in the first member that asks it. Warnings: `partial_arrow`. Cost: linear
 * in the model and in where its arrows lead.
 */
export function lintArrows({ types }: Scope, arrows: Arrows, read: ReadonlySet<Member>, reporter: Reporter): void {
  for (const type of types.values()) {
    const told = new Set<string>();
    for (const member of type.members.values()) {
      for (const [path, branch] of branchesOf(member, type, arrows)) {
        const key = [path, ...branch.targets].join(" ");
        if (!told.has(key)) lintBranch(branch, arrows, read, reporter);
        told.add(key);
      }
    }
  }
}

/** By the names that lead there, which hold no white space. */
function branchesOf({ rewrite }: Member, type: TypeScope, arrows: Arrows): ReadonlyMap<string, Branch> {
  const branches = new Map<string, Branch>();
  for (const arrow of rewrite === undefined ? [] : arrowsIn(rewrite)) {
    let path = "";
    for (const step of arrows.steps(arrow, type)) {
      path += ` ${step.left.text}`;
      const branch = branches.get(path) ?? { first: step, targets: new Set() };
      branches.set(path, branch);
      branch.targets.add(step.target.text);
    }
  }
  return branches;
}

function lintBranch({ first, targets }: Branch, arrows: Arrows, read: ReadonlySet<Member>, reporter: Reporter): void {
  const { left, lefts, types, target } = first;
  if (arrows.holders(types, target.text).length === types.size) return;
  const counts = lefts.some((relation) => read.has(relation));
  const lacking = [...types].filter((type) => isMissed(type, targets, counts)).map(({ name }) => name);
  if (lacking.length === 0) return;
  const named = lacking.sort().slice(0, MAX_NAMED);
  const others = lacking.length > named.length ? " and others" : "";
  const asked = [...targets].map((name) => `\`${name}\``).join(" and ");
  const message = `\`${left.text}\` also leads to \`${named.join("`, `")}\`${others}, without ${asked}: nothing is granted there`;
  const hint = `give ${lacking.length === 1 ? "it" : "them"} \`${target.text}\`, or part \`${left.text}\` into one relation for each kind`;
  reporter.report("partial_arrow", target.place, message, hint);
}

/** A type without relations and permissions can be at the end of no arrow; it is told only where it counts nowhere. */
function isMissed({ members }: TypeScope, names: ReadonlySet<string>, counts: boolean): boolean {
  return ![...names].some((name) => members.has(name)) && !(counts && members.size === 0);
}
