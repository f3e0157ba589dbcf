import {
  followed,
  isSubjectSet,
  isWildcard,
  rewriteOf,
  samePlace,
  targetName,
  variantsOf,
  WILDCARD,
  type Arrow,
  type Place,
  type Rewrite,
  type SubjectRef,
  type SubjectType,
} from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import type { Component } from "../compile/components.ts";
import type { PolicyTruths, Mode } from "../policy/policy-truths.ts";
import type { Guard } from "../compile/steps.ts";
import { AdmittedTuples } from "./admitted-tuples.ts";
import type { Writing } from "./writing.ts";
import { either, every, isNot, written, type Condition } from "./condition.ts";
import { variantGroups } from "../compile/variant-groups.ts";
import type { Arm } from "../dialects/dialect.ts";

/** A name of an object: its id is an expression of the query around. */
interface At extends Place {
  readonly id: SQL;
  readonly mode: Mode;
  /** The cycle whose own steps are taken by a recursive query, and left out here. */
  readonly outside?: Component;
}

/**
 * The permission as a condition on one row, from the object to the subject: the meaning itself, in the order of
 * `docs/reference/semantics.md`. Truth has three values; a condition says either that it is surely true, or that it may be, and
 * what stands right of an exclusion is asked the other way.
 *
 * Law: it holds of a row exactly where `check` allows.
 */
export class Exact {
  readonly #writing: Writing;
  readonly #policies: PolicyTruths;
  readonly #admitted: AdmittedTuples;
  readonly #subject: SubjectRef;

  constructor(writing: Writing, policies: PolicyTruths, subject: SubjectRef) {
    this.#writing = writing;
    this.#policies = policies;
    this.#admitted = new AdmittedTuples(writing.dialect, policies);
    this.#subject = subject;
  }

  /** A name of an object, the subject set of which is in itself. */
  named(place: Place, id: SQL, mode: Mode): Condition {
    const component = this.#writing.compiled.components.of(place);
    if (component.isCyclic) return this.#writing.nesting.within(() => this.#walk(component, place, id, mode));
    return this.#once({ ...place, id, mode });
  }

  /** A name, by one reading of its expression. */
  #once(at: At): Condition {
    const rewrite = rewriteOf(this.#writing.compiled.index, at);
    if (rewrite === undefined) return false;
    const { type, id, relation } = this.#subject;
    const isItself = relation === at.name && type === at.type && this.#is(at.id, id);
    return either(isItself, this.#holds(rewrite, at));
  }

  #holds(rewrite: Rewrite, at: At): Condition {
    switch (rewrite.kind) {
      case "this":
        return either(this.#directly(at), ...this.#throughSets(at));
      case "computed":
        return this.#isLeftOut({ type: at.type, name: rewrite.relation }, at)
          ? false
          : this.named({ type: at.type, name: rewrite.relation }, at.id, at.mode);
      case "arrow":
        return rewrite.quantifier === "any" ? this.#any(rewrite, at) : this.#all(rewrite, at);
      case "union":
        return either(...rewrite.of.map((part) => this.#holds(part, at)));
      case "intersection":
        return every(...rewrite.of.map((part) => this.#holds(part, at)));
      case "exclusion":
        return every(this.#holds(rewrite.from, at), isNot(this.#holds(rewrite.less, opposite(at))));
      case "nil":
        return false;
      case "self":
        return !isSubjectSet(this.#subject) && this.#subject.type === at.type && this.#is(at.id, this.#subject.id);
      case "when":
        return every(this.#policies.of(rewrite.policy, at), this.#holds(rewrite.of, at));
    }
  }

  /** By a tuple that names the subject, or the wildcard of its type. */
  #directly(at: At): Condition {
    const { type, id, relation } = this.#subject;
    const isPlain = !isSubjectSet(this.#subject) && !isWildcard(this.#subject);
    const variants = variantsOf(this.#writing.compiled.index, at.type, at.name).filter(
      (variant) =>
        variant.type === type &&
        variant.relation === relation &&
        (isPlain || (variant.wildcard ?? false) === isWildcard(this.#subject)),
    );
    if (variants.length === 0) return false;
    const t = this.#writing.aliases.next();
    const ids = [...new Set(variants.map(({ wildcard }) => (wildcard === true ? WILDCARD : id)))];
    const subject = sql`${t}.subject_type = ${this.#text(type)} and ${t}.subject_relation = ${this.#text(relation ?? "")}
      and ${t}.subject_id in (${sql.join(
        ids.map((one) => this.#text(one)),
        sql`, `,
      )})`;
    return this.#some(t, at, at.name, "key", every(subject, this.#admitted.counts(variants, t, at)));
  }

  /** By a tuple that names a subject set which it is in. */
  #throughSets(at: At): readonly Condition[] {
    const variants = variantsOf(this.#writing.compiled.index, at.type, at.name).filter(
      ({ relation }) => relation !== undefined,
    );
    return variantGroups(variants, ({ type, relation = "" }) => ({ type, name: relation }))
      .filter(({ to }) => !this.#isLeftOut(to, at))
      .map(({ to, variants }) => {
        const t = this.#writing.aliases.next();
        const where = every(this.#admitted.leads(variants, t, at), this.#reached(to, t, at));
        return this.#some(t, at, at.name, "sets", where);
      });
  }

  #any(arrow: Arrow, at: At): Condition {
    const conditions = this.#targets(arrow, at)
      .filter(({ to }) => !this.#isLeftOut(to, at))
      .map(({ to, variants }) => {
        const t = this.#writing.aliases.next();
        const where = every(this.#admitted.leads(variants, t, at), this.#reached(to, t, at));
        return this.#some(t, at, arrow.relation, "key", where);
      });
    return either(...conditions);
  }

  /** At least one object, and none that does not grant. An object is there by its tuples, and counts as far as one of them does. */
  #all(arrow: Arrow, at: At): Condition {
    const targets = this.#targets(arrow, at);
    if (targets.length === 0) return false;
    const there = (t: SQL) => either(...targets.map(({ variants }) => this.#admitted.leads(variants, t, at, "named")));
    const [some, t] = [this.#writing.aliases.next(), this.#writing.aliases.next()];
    const grants = targets.map(({ to, variants }) =>
      every(
        sql`${t}.subject_type = ${this.#text(to.type)}`,
        this.#groupCounts(arrow, variants, t, at),
        this.#reached(to, t, at),
      ),
    );
    return every(
      this.#some(some, at, arrow.relation, "key", there(some)),
      isNot(this.#some(t, at, arrow.relation, "key", every(there(t), isNot(either(...grants))))),
    );
  }

  /** Whether a tuple of the same object counts: any does, where none carries a policy. */
  #groupCounts(arrow: Arrow, variants: readonly SubjectType[], t: SQL, at: At): Condition {
    if (variants.every(({ policy }) => policy === undefined)) return true;
    const other = this.#writing.aliases.next();
    const same = sql`${other}.subject_id = ${t}.subject_id`;
    return this.#some(other, at, arrow.relation, "key", every(same, this.#admitted.leads(variants, other, at)));
  }

  #targets(arrow: Arrow, { type }: At) {
    const name = targetName(arrow.target);
    return variantGroups(followed(this.#writing.compiled.index, type, arrow.relation), (variant) => ({
      type: variant.type,
      name,
    }));
  }

  /** A name of the object that a tuple leads to. */
  #reached(to: Place, t: SQL, { mode }: At): Condition {
    return this.#writing.nesting.within(() => this.named(to, sql`${t}.subject_id`, mode));
  }

  /** A name of a cycle: every name and object that it leads to within the cycle, and whether one of them holds of itself. */
  #walk(component: Component, place: Place, id: SQL, mode: Mode): Condition {
    const { dialect, compiled, aliases } = this.#writing;
    const g = aliases.next();
    const number = (to: Place) => component.places.findIndex((other) => samePlace(other, to));
    const from = sql`${g}.id`;
    const ends = component.places.flatMap((node) => {
      const holds = this.#once({ ...node, id: from, mode, outside: component });
      return holds === false ? [] : [sql`when ${dialect.whole(number(node))} then ${written(holds)}`];
    });
    // Nothing holds of itself, and so a cycle alone grants nothing.
    if (ends.length === 0) return false;
    const arms = component.places.flatMap((node) =>
      compiled.stepsOf(node).map((step): Arm => {
        const at: At = { ...node, id: from, mode };
        const here = every(
          sql`${g}.node = ${dialect.whole(number(node))}`,
          ...step.guards.map((guard) => this.#guard(guard, at)),
        );
        const to = dialect.whole(number(step.to));
        if (step.over === undefined) return { columns: sql`${to}, ${from}`, where: here };
        const { relation, variants, by } = step.over;
        const t = aliases.next();
        const on = { type: node.type, id: from, relation, by };
        const tables = dialect.tuplesOn(t, on, this.#admitted.leads(variants, t, at), this.#writing.now);
        return { columns: sql`${to}, ${t}.subject_id`, from: tables, where: here };
      }),
    );
    return sql`exists (
      with recursive ${dialect.recursive(g, [sql`${dialect.whole(number(place))}, ${id}`], arms)}
      select 1 from ${g} where case ${g}.node ${sql.join(ends, sql` `)} else false end
    )`;
  }

  #guard(guard: Guard, at: At): Condition {
    switch (guard.kind) {
      case "holds":
        return this.#holds(guard.rewrite, at);
      case "lacks":
        return isNot(this.#holds(guard.rewrite, opposite(at)));
      case "policy":
        return this.#policies.of(guard.policy, at);
    }
  }

  #some(t: SQL, { type, id }: At, relation: string, by: "key" | "sets", where: Condition): Condition {
    if (where === false) return false;
    const { dialect, now } = this.#writing;
    return dialect.exists(dialect.tuplesOn(t, { type, id, relation, by }, where, now));
  }

  #isLeftOut(to: Place, { outside }: At): boolean {
    return outside?.places.some((other) => samePlace(other, to)) ?? false;
  }

  #is(id: SQL, other: string): SQL {
    return sql`${id} = ${this.#text(other)}`;
  }

  #text(value: string): SQL {
    return this.#writing.dialect.text(value);
  }
}

/** For what stands right of an exclusion: nothing is sure of that but what may not be. */
function opposite(at: At): At {
  return { ...at, mode: at.mode === "sure" ? "possible" : "sure" };
}
